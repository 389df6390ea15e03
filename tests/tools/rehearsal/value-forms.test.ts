import { expectedValues, usesOf } from "../../../tools/rehearsal/provider/expected-values";
import { usesIn } from "../../../tools/rehearsal/provider/expressions";
import { lengthFor, textFor } from "../../../tools/rehearsal/provider/value-forms";

const REFERENCE = "data.aws_ssm_parameter.a.value";
const textOf = (expression: string, fallback = "invented-value") => {
  const config = {
    terraform: {},
    data: { aws_ssm_parameter: { a: { name: "/a" } } },
    output: { a: { value: `\${${expression.replaceAll("$", REFERENCE)}}` } },
  };
  const uses = usesOf(expectedValues([config]), "data", "aws_ssm_parameter", { name: "/a" });
  return textFor(uses.get("value") ?? [], fallback);
};
const lengthOf = (expression: string) => {
  const steps = usesIn(`\${${expression}}`).map((use) => use.steps.slice(1));
  return lengthFor(steps, 0);
};

test.each([
  ["$", "invented-value"],
  ["upper($)", "invented-value"],
  ["jsondecode($)", "{}"],
  ["jsondecode($).user", '{"user":"invented-user"}'],
  ['jsondecode(nonsensitive($))["user"]', '{"user":"invented-user"}'],
  ["jsondecode($).db.hosts[1]", '{"db":{"hosts":["invented-element","invented-element"]}}'],
  ['tonumber(lookup(jsondecode($), "port", 1))', '{"port":"1"}'],
  ["toset(jsondecode($))", '["invented-element"]'],
  ["yamldecode($).region", '{"region":"invented-region"}'],
  ["base64decode($)", Buffer.from("invented-value").toString("base64")],
  ["jsondecode(base64decode($)).a", Buffer.from('{"a":"invented-a"}').toString("base64")],
  ['split(",", $)[2]', "invented-value,invented-value,invented-value"],
  ['tonumber(split("/", $)[1])', "1/1"],
  ["tonumber($)", "1"],
  ["6 * $", "1"],
  ["($) + 2", "1"],
  ["tobool($) ? 1 : 0", "true"],
  ["cidrsubnet($, 8, 2)", "10.0.0.0/16"],
  ['timeadd($, "1h")', "2026-01-01T00:00:00Z"],
])("an invented value permits %s", (expression, text) => expect(textOf(expression)).toBe(text));

test.each([
  ["$ == 1 ? 2 : 3", "invented-value"],
  ['"${"a"}/*"', "invented-value"],
  ["{ for k, v in { a = $ } : k => v }", "invented-value"],
])("%s needs no form", (expression, text) => expect(textOf(expression)).toBe(text));

test.each([
  ["tonumber($)", "12"],
  ["cidrsubnet($, 8, 1)", "2001:db8::/56"],
  ['split(":", $)[3]', "arn:aws:sqs:eu-central-1:1:a"],
  ['timeadd($, "1h")', "2030-01-01T00:00:00Z"],
])("a value that already permits %s stays", (expression, text) => expect(textOf(expression, text)).toBe(text));

test.each([
  ["data.aws_subnets.a.ids[4]", 5],
  ["data.aws_subnets.a.ids[each.value]", 3],
  ["slice(data.aws_subnets.a.ids, 1, 4)", 4],
  ["sort(data.aws_subnets.a.ids)[2]", 3],
  ["one(data.aws_subnets.a.ids)", 1],
  ["element(data.aws_subnets.a.ids, 7)", 1],
  ["length(data.aws_subnets.a.ids)", 0],
])("%s needs a list of %d", (expression, length) => expect(lengthOf(expression)).toBe(length));

test("expressions of locals count, and the number of instances", () => {
  const config = {
    terraform: {},
    locals: { text: "${data.aws_ssm_parameter.a.value}", parts: '${split(",", local.text)}', other: { a: 1 } },
    data: { aws_ssm_parameter: { a: { name: "/a" }, b: { name: "/b" } } },
    resource: { aws_sqs_queue: { a: { count: 2, name: "${local.parts[count.index]}", tags: "${local.other}" } } },
  };
  const usesAt = (name: string) => usesOf(expectedValues([config]), "data", "aws_ssm_parameter", { name }).get("value");
  expect(textFor(usesAt("/a")!, "x")).toBe("x,x");
  expect(usesAt("/b")).toBeUndefined();
});

test("a data source is recognized by its literal arguments at any depth", () => {
  const data = {
    aws_subnets: { one: { filter: [{ name: "tag:Name", values: ["one"] }] }, all: { region: "${var.region}" } },
  };
  const output = { a: { value: "${one(data.aws_subnets.one.ids)}${data.aws_subnets.all.ids[3]}" } };
  const expected = expectedValues([{ terraform: {}, data, output }]);
  const lengthWith = (filter: readonly string[]) =>
    lengthFor(
      usesOf(expected, "data", "aws_subnets", { filter: [{ name: "tag:Name", values: filter }] }).get("ids")!,
      0,
    );
  expect(lengthWith(["one"])).toBe(1);
  expect(lengthWith(["two"])).toBe(4);
});
