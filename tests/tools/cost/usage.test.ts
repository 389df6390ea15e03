import { LEVELS } from "../../../tools/cost/usage/usage-file";
import { amountsOf, linesOf } from "./charges";

const QUEUES = { aws_sqs_queue: { orders: {}, letters: {} } };

test("a total that two resources share is divided between them", () => {
  const lines = linesOf({ resources: QUEUES, usage: { "aws_sqs_queue.*": { monthly_requests: 10_000_000 } } });
  expect(lines.map(({ address, amount }) => [address, amount?.toFixed()])).toEqual([
    ["aws_sqs_queue.orders", "2"],
    ["aws_sqs_queue.letters", "2"],
  ]);
});

test("an average that two resources share is not divided", () => {
  const lines = linesOf({
    resources: { aws_lambda_function: { one: {}, two: {} } },
    usage: { "aws_lambda_function.*": { monthly_requests: 2_000_000, average_request_duration_ms: 80 } },
  });
  // 1,000,000 requests of 0.08 s with 0.125 GB are 10,000 GB-s.
  expect(lines.map(({ quantity }) => quantity?.toFixed())).toEqual(["1", "10000", "1", "10000"]);
});

test("the last entry that matches a resource and has the parameter wins", () => {
  const usage = {
    "aws_sqs_queue.*": { monthly_requests: 10_000_000 },
    "aws_sqs_queue.orders": { monthly_requests: 1_000_000 },
  };
  const lines = linesOf({ resources: QUEUES, usage });
  expect(lines.map(({ amount }) => amount?.toFixed())).toEqual(["0.4", "2"]);
});

test("a pattern with a stack holds for that stack alone", () => {
  const usage = { "prod/aws_sqs_queue.*": { monthly_requests: 10_000_000 } };
  expect(linesOf({ resources: QUEUES, usage }).map(({ amount }) => amount?.toFixed())).toEqual(["2", "2"]);
  const other = { "prod-standby/aws_sqs_queue.*": { monthly_requests: 10_000_000 } };
  expect(() => linesOf({ resources: QUEUES, usage: other })).toThrow(
    "prod-standby/aws_sqs_queue.*: matches no resource",
  );
});

test("quantities are sums and products of numbers and of the workload", () => {
  const workload = { orders: { value: 60_000, note: "2,000 a day" }, polls: { value: 1_000_000, note: "idle" } };
  const usage = { "aws_sqs_queue.orders": { monthly_requests: "orders * 4 + polls * 1.5 + 10000" } };
  const lines = linesOf({ resources: { aws_sqs_queue: { orders: {} } }, workload, usage });
  expect(lines[0]!.quantity!.toFixed()).toBe("1.75");
});

test.each([
  [
    "an unknown quantity",
    { "aws_sqs_queue.orders": { monthly_requests: "visits" } },
    'usage/prod.json: aws_sqs_queue.orders: monthly_requests: "visits"; allowed: numbers and quantities of the workload',
  ],
  [
    "a pattern that matches nothing",
    { "aws_sqs_queue.basket": { monthly_requests: 1 } },
    "usage/prod.json: aws_sqs_queue.basket: matches no resource",
  ],
  [
    "a parameter that the resource does not have",
    { "aws_sqs_queue.orders": { monthly_request: 1 } },
    "aws_sqs_queue.orders: monthly_request: not a parameter of aws_sqs_queue.orders; allowed: monthly_requests",
  ],
  [
    "a free resource",
    { "aws_iam_role.api": { monthly_requests: 1 } },
    "aws_iam_role.api: monthly_requests: not a parameter of aws_iam_role.api; allowed: none",
  ],
  ["a negative number", { "aws_sqs_queue.orders": { monthly_requests: -1 } }, "usage/prod.json:"],
])("%s in a usage file is an error", (_title, usage, message) => {
  const resources = { aws_sqs_queue: { orders: {} }, aws_iam_role: { api: {} } };
  expect(() => linesOf({ resources, usage })).toThrow(message);
});

test("all problems of a usage file are reported at once", () => {
  const usage = { "aws_sqs_queue.a": { monthly_requests: 1 }, "aws_sqs_queue.b": { monthly_requests: 1 } };
  expect(() => linesOf({ resources: QUEUES, usage })).toThrow(/aws_sqs_queue\.a: .*\n.*aws_sqs_queue\.b: /);
});

test("a quantity without usage has no amount", () => {
  expect(amountsOf({ resources: QUEUES })).toEqual({});
});

test("each instance of count and for_each has the fixed charges, and all share the usage", () => {
  const resources = {
    aws_nat_gateway: { zones: { count: 3 } },
    aws_eip: { zones: { for_each: { a: 1, b: 2 } } },
    aws_kms_key: { data: { for_each: ["orders", "users"] } },
  };
  const usage = { "aws_nat_gateway.zones": { monthly_data_processed_gb: 100 } };
  expect(amountsOf({ resources, usage })).toEqual({
    gateway: "98.55",
    "data processed": "4.5",
    "public IPv4 address": "7.3",
    key: "2",
  });
});

test("the region argument of a resource is that of its price", () => {
  const resources = { aws_nat_gateway: { a: { region: "eu-west-1" }, b: {} } };
  expect(linesOf({ resources }).flatMap(({ amount }) => amount?.toFixed() ?? [])).toEqual(["35.04", "32.85"]);
});

test('the text "true" is true, as in Terraform', () => {
  const queue = { aws_sqs_queue: { orders: { fifo_queue: "true" } } };
  const usage = { "aws_sqs_queue.orders": { monthly_requests: 2_000_000 } };
  expect(amountsOf({ resources: queue, usage })).toEqual({ requests: "1" });
});

test("a workload has a low and a high quantity, which equal the typical one unless stated", () => {
  const resources = { aws_sqs_queue: { orders: {} } };
  const usage = { "aws_sqs_queue.orders": { monthly_requests: "orders + polls" } };
  const workload = {
    orders: { value: 20e6, low: 5e6, high: 80e6, note: "a month" },
    polls: { value: 10e6, high: 20e6, note: "idle" },
  };
  const amounts = LEVELS.map((level) => linesOf({ resources, usage, workload, level })[0]!.amount!.toFixed());
  // 15, 30 and 100 million requests at 0.40.
  expect(amounts).toEqual(["6", "12", "40"]);
});

test("a typical quantity outside of its band is an error", () => {
  for (const band of [{ low: 3 }, { high: 1 }, { low: 3, high: 1 }]) {
    const workload = { orders: { value: 2, ...band, note: "a month" } };
    expect(() => linesOf({ resources: QUEUES, workload })).toThrow(/low <= value <= high\s+→ at workload\.orders/);
  }
});
