import { expressionValue, knownValue, type Names } from "../../../policies/expressions/expression-value";
import { namedValues } from "../../../policies/expressions/named-values";

const VALUES: Readonly<Record<string, unknown>> = {
  "local.name": "orders",
  "local.ports": [80, 443],
  "local.tags": { team: "shop", "cost-center": [{ id: 7 }] },
  "local.on": true,
};
const names: Names = (name) => VALUES[name];
const valueOf = (expression: string): unknown => expressionValue(expression, names);

test.each<readonly [string, unknown]>([
  ["5", 5],
  ["-0.5", -0.5],
  ["true", true],
  ["null", null],
  ['"a \\"b\\"\\n"', 'a "b"\n'],
  ['"${local.name}-${aws_vpc.a["x"].id}"', 'orders-${aws_vpc.a["x"].id}'],
  ["local.name", "orders"],
  ["local.ports[1]", 443],
  ['local.tags["cost-center"][0].id', 7],
  ["(local.name)", "orders"],
  ["[local.name, aws_vpc.a.id,]", ["orders", "${aws_vpc.a.id}"]],
  ['{ a = 1, "b:c" : 2\n (local.name) = 3 }', { a: 1, "b:c": 2, orders: 3 }],
  ["{ (var.key) = 1 }", { "${var.key}": 1 }],
  ["concat(local.ports, [1])", [80, 443, 1]],
  ["flatten([local.ports, 1, [[2]]])", [80, 443, 1, [2]]],
  ["merge(local.tags, { team = 2 })", { team: 2, "cost-center": [{ id: 7 }] }],
  ['compact(["a", "", null])', ["a"]],
  ["toset(distinct(tolist(local.ports)))", [80, 443]],
  ["jsondecode(jsonencode({ a = [1] }))", { a: [1] }],
  ["local.on ? local.name : var.other", "orders"],
  ["false ? local.name : var.other", "${var.other}"],
  [
    "[for p in local.ports : [p, local.name]]",
    [
      [80, "orders"],
      [443, "orders"],
    ],
  ],
  [
    "[for index, p in local.ports : { n = index, port = p }]",
    [
      { n: 0, port: 80 },
      { n: 1, port: 443 },
    ],
  ],
  ["[for k, v in local.tags : k]", ["team", "cost-center"]],
  ["jsonencode({ Statement = concat([1], var.more) })", '{"Statement":[1,"${var.more}"]}'],
  ["jsonencode({ Statement = flatten([[1], var.more]) })", '{"Statement":[1,"${var.more}"]}'],
])("%s is %j", (expression, value) => {
  expect(valueOf(expression)).toEqual(value);
});

test.each([
  "var.unknown",
  "aws_vpc.a.id",
  "local.name.part",
  "local.ports[9]",
  "concat(local.ports, var.more)",
  "concat(local.ports, 1)",
  "flatten(local.name)",
  "merge(local.tags, var.more)",
  "compact(var.list)",
  "jsondecode(local.name)",
  "jsondecode(var.text)",
  "jsonencode(var.document)",
  "jsonencode(null)",
  'file("a.json")',
  "FILE(1)",
  "(1",
  "[1",
  "{ a }",
  "{ ! = 1 }",
  "{ for k, v in local.tags : k => v }",
  "[for p in var.ports : p]",
  "[for p in local.ports : p if p > 80]",
  "[for in local.ports]",
  "var.on ? 1 : 2",
  "true ? 1",
  "1 + 1",
  "aws_vpc.a[*].id",
])("%s is unknown", (expression) => {
  expect(valueOf(expression)).toBeUndefined();
});

test("comments, brackets in quotes and nesting of any depth are read", () => {
  const text = '{ # one }\n a = "}" /* { */ // ]\n b = 2 }';
  expect(valueOf(text)).toEqual({ a: "}", b: 2 });
  expect(valueOf("{ a = 1 /* open")).toBeUndefined();
  expect(valueOf('"a')).toBeUndefined();
  const deep = (levels: number): string => `${"[".repeat(levels)}1${"]".repeat(levels)}`;
  expect(JSON.stringify(valueOf(deep(50)))).toBe(deep(50));
  expect(JSON.stringify(valueOf(deep(5000)))).toContain("${[[");
});

test("texts keep the expressions that nobody knows", () => {
  expect(knownValue("${local.name}-${var.b}-${local.ports}", names)).toBe("orders-${var.b}-${local.ports}");
  expect(knownValue("$${local.name}", names)).toBe("$${local.name}");
  expect(knownValue('a ${b[\\"c\\"]} d', names)).toBe('a ${b[\\"c\\"]} d');
  expect(knownValue({ a: ["${local.ports}", 1, null] }, names)).toEqual({ a: [[80, 443], 1, null] });
  expect(knownValue("${local.name}${local.name}", names)).toBe("ordersorders");
});

test("named values refer to each other, and are unknown in a circle", () => {
  const own = namedValues(
    { a: "${local.b}", b: ["${var.c}"], d: "${local.e}", e: "${local.d}" },
    { c: { default: 1 } },
  );
  expect(own("local.a")).toEqual([1]);
  expect(own("local.d")).toBe("${local.d}");
  expect(own("local.none")).toBeUndefined();
  expect(namedValues(undefined, { s: { default: 1, sensitive: true }, n: { default: null }, o: 1 })("var.s")).toBe(
    undefined,
  );
});
