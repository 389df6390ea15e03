import { matchesPattern, type EventPattern } from "../../../../modules/core";

const order = {
  source: "shop.orders",
  "detail-type": "OrderPaid",
  resources: ["arn:aws:dynamodb:us-east-1:111122223333:table/orders", "arn:aws:s3:::receipts"],
  detail: {
    id: "o-1",
    total: 12.5,
    currency: "USD",
    paid: true,
    coupon: null,
    file: "receipts/2026/o-1.pdf",
    address: "10.1.2.3",
    gateway: "2001:db8::7",
    tags: ["gift", "express"],
    items: [
      { sku: "cup", count: 2 },
      { sku: "tea", count: 9 },
    ],
  },
};

const matches = (pattern: EventPattern): boolean => matchesPattern(pattern, order);

/** Patterns of a field that match the event, and that do not. */
const OPERATORS: readonly [field: string, accepts: unknown, refuses: unknown][] = [
  ["id", "o-1", "o-2"],
  ["total", 12.5, "12.5"],
  ["paid", true, false],
  ["coupon", null, ""],
  ["currency", { prefix: "US" }, { prefix: "us" }],
  ["currency", { prefix: { "equals-ignore-case": "us" } }, { prefix: { "equals-ignore-case": "eu" } }],
  ["file", { suffix: ".pdf" }, { suffix: ".PDF" }],
  ["file", { suffix: { "equals-ignore-case": ".PDF" } }, { suffix: { "equals-ignore-case": ".PNG" } }],
  ["currency", { "equals-ignore-case": "usd" }, { "equals-ignore-case": "eur" }],
  ["file", { wildcard: "receipts/*/o-1.*" }, { wildcard: "receipts/*.png" }],
  ["currency", { "anything-but": "EUR" }, { "anything-but": "USD" }],
  ["currency", { "anything-but": ["EUR", "CHF"] }, { "anything-but": ["EUR", "USD"] }],
  ["total", { "anything-but": [1, 2] }, { "anything-but": 12.5 }],
  ["currency", { "anything-but": { prefix: "EU" } }, { "anything-but": { prefix: ["EU", "US"] } }],
  ["total", { numeric: ["=", 12.5] }, { numeric: ["=", 12] }],
  ["total", { numeric: [">", 12, "<=", 12.5] }, { numeric: [">", 12.5] }],
  ["total", { numeric: [">=", 12.5] }, { numeric: ["<", 12.5] }],
  ["address", { cidr: "10.1.0.0/16" }, { cidr: "10.2.0.0/16" }],
  ["gateway", { cidr: "2001:db8::/32" }, { cidr: "10.0.0.0/8" }],
  ["coupon", { exists: true }, { exists: false }],
  ["refund", { exists: false }, { exists: true }],
  ["tags", "gift", "slow"],
];

test.each(OPERATORS)("%s matches %j and not %j", (field, accepts, refuses) => {
  expect(matches({ detail: { [field]: [accepts] } } as EventPattern)).toBe(true);
  expect(matches({ detail: { [field]: [refuses] } } as EventPattern)).toBe(false);
});

test("operators on texts match no number, and those on numbers no text", () => {
  for (const matcher of [
    { prefix: "1" },
    { suffix: "5" },
    { "equals-ignore-case": "12.5" },
    { wildcard: "*" },
    { cidr: "0.0.0.0/0" },
  ]) {
    expect(matches({ detail: { total: [matcher] } })).toBe(false);
  }
  expect(matches({ detail: { id: [{ numeric: [">", 0] }] } })).toBe(false);
  expect(matches({ detail: { id: [{ cidr: "10.0.0.0/8" }] } })).toBe(false);
});

test("wildcards take every other character literally, and escaped stars too", () => {
  const matchesText = (wildcard: string, text: string): boolean => matchesPattern({ text: [{ wildcard }] }, { text });
  expect(matchesText("a.b*", "a.bc")).toBe(true);
  expect(matchesText("a.b*", "axbc")).toBe(false);
  expect(matchesText("a\\*b", "a*b")).toBe(true);
  expect(matchesText("a\\*b", "axb")).toBe(false);
  expect(matchesText("a\\\\b", "a\\b")).toBe(true);
  expect(matchesText("a\\b", "a\\b")).toBe(true);
  expect(matchesText("*", "two\nlines")).toBe(true);
});

test("every field must match, by one of its values", () => {
  expect(matches({ source: ["shop.users", "shop.orders"], "detail-type": ["OrderPaid"] })).toBe(true);
  expect(matches({ source: ["shop.orders"], "detail-type": ["OrderSent"] })).toBe(false);
});

test("one alternative of $or must match, besides the fields", () => {
  const either: EventPattern = { $or: [{ detail: { total: [1] } }, { detail: { currency: ["USD"] } }] };
  expect(matches({ source: ["shop.orders"], ...either })).toBe(true);
  expect(matches({ source: ["shop.users"], ...either })).toBe(false);
  expect(matches({ $or: [{ source: ["a"] }, { source: ["b"] }] })).toBe(false);
});

test("the fields of a list match within one element", () => {
  expect(matches({ detail: { items: { sku: ["tea"], count: [9] } } })).toBe(true);
  expect(matches({ detail: { items: { sku: ["tea"], count: [2] } } })).toBe(false);
});

test("a field with an object has no value of its own, and absent objects have no fields", () => {
  expect(matches({ detail: { items: [{ exists: true }] } })).toBe(false);
  expect(matches({ detail: { shipping: { code: [{ exists: false }] } } })).toBe(true);
  expect(matches({ detail: { shipping: { code: ["x"] } } })).toBe(false);
});
