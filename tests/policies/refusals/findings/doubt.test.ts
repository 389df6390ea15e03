import { Doubt } from "../../../../policies/refusals/doubt";

const rule = (id: string, resourceTypes: readonly string[], body: string) => ({
  id,
  service: "sqs",
  title: "",
  severity: "ERROR",
  resourceTypes,
  rego: `package cdk_preflight\n# "Comment" is no property\nviolation contains x if {\n\t${body}\n}\n`,
});
const pack = {
  rules: [
    rule("pf-delay", ["Q"], 'resolve(name, "Properties.Delay.Seconds") > 5; _pf_size(name)'),
    rule("pf-name-unique", ["Q"], "a.Name == b.Name"),
    rule("pf-pair", ["Q", "T"], 'object.get(t, "Topic", null)'),
    rule("pf-referenced", ["Q"], 'some t in resources_of_type("AWS::SNS::Topic"); object.get(t, "Topic", null)'),
    rule("pf-group", ["Q"], 'resolve(name, "Properties.Properties")'),
  ],
  libraries: [
    {
      name: "sqs",
      rego: '# shared\n_pf_size(name) if {\n\tobject.get(name, "Size", 0) > 1\n\t_pf_other(name)\n\t_pf_size(name)\n}\n',
    },
  ],
};
const doubt = new Doubt(pack);
const UNKNOWN = { Ref: "UnknownString" };

test.each([
  ["a property that it reads is unknown", "pf-delay", { Delay: UNKNOWN }, true],
  ["an inner value of it is unknown", "pf-delay", { Delay: { Seconds: [{ "Fn::Sub": "${UnknownString}0" }] } }, true],
  ["a shared function reads the property", "pf-delay", { Size: UNKNOWN }, true],
  ["the property is in a list", "pf-delay", { List: [{ Size: UNKNOWN }] }, true],
  ["a list contains an unknown element", "pf-delay", { List: [UNKNOWN] }, true],
  ["only other properties are unknown", "pf-delay", { Other: UNKNOWN, Comment: UNKNOWN, List: [1] }, false],
  [
    "the property is a known reference",
    "pf-delay",
    { Delay: { Ref: "Topic" }, Size: { "Fn::Sub": "${Topic}" } },
    false,
  ],
  ["the property is known", "pf-delay", { Delay: 5 }, false],
])("a finding is doubtful or not: %s", (_, id, Properties, expected) => {
  expect(doubt.isDoubtful({ resources: { q: { Type: "Q", Properties } } }, id, "q")).toBe(expected);
});

test("rules that compare resources read the other ones too", () => {
  const resources = {
    q: { Type: "Q", Properties: { Name: "a" } },
    r: { Type: "Q", Properties: { Name: UNKNOWN } },
    t: { Type: "T", Properties: { Topic: UNKNOWN } },
  };
  expect(doubt.isDoubtful({ resources }, "pf-name-unique", "q")).toBe(true);
  expect(doubt.isDoubtful({ resources }, "pf-pair", "q")).toBe(true);
  expect(doubt.isDoubtful({ resources }, "pf-delay", "q")).toBe(false);
});

test("rules read the resources whose types their text names", () => {
  const topic = (Topic: unknown) => ({
    q: { Type: "Q", Properties: {} },
    t: { Type: "AWS::SNS::Topic", Properties: { Topic } },
  });
  expect(doubt.isDoubtful({ resources: topic(UNKNOWN) }, "pf-referenced", "q")).toBe(true);
  expect(doubt.isDoubtful({ resources: topic("orders") }, "pf-referenced", "q")).toBe(false);
});

test("parameters of a parameter group are read below their property", () => {
  const group = (Properties: Record<string, object>) => ({ q: { Type: "Q", Properties } });
  expect(doubt.isDoubtful({ resources: group({ Properties: { timeout: UNKNOWN } }) }, "pf-group", "q")).toBe(true);
  expect(doubt.isDoubtful({ resources: group({ Other: UNKNOWN }) }, "pf-group", "q")).toBe(false);
});

test.each([
  ["E3057", { Origins: [{ Id: UNKNOWN }], TargetOriginId: "site" }, true],
  ["E3057", { Origins: UNKNOWN, TargetOriginId: "site" }, true],
  ["E3057", { Origins: [{ Id: "other" }], Comment: UNKNOWN }, false],
  ["E3047", { Cpu: "256", Memory: UNKNOWN }, true],
  ["E3047", { Cpu: "256", Memory: "256", Family: UNKNOWN }, false],
])("a finding of %s of the engine depends on the properties that it compares: %j", (id, Properties, expected) => {
  expect(doubt.isDoubtful({ resources: { q: { Type: "Q", Properties } } }, id, "q")).toBe(expected);
});

test("other rules of the engine, and resources that are not in the template, are not doubtful", () => {
  expect(doubt.isDoubtful({ resources: {} }, "pf-delay", "q")).toBe(false);
  expect(doubt.isDoubtful({ resources: { q: { Type: "Q", Properties: { Delay: UNKNOWN } } } }, "W3030", "q")).toBe(
    false,
  );
});
