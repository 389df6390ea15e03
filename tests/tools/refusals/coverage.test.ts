import path from "node:path";
import { loadPack, MAPPING, rulesAbout, templatesOf } from "../../../policies/refusals";
import { coverageOf } from "../../../tools/refusals/coverage";
import { refusalsPage } from "../../../tools/refusals/page";
import { repositoryInputs } from "../../policies/refusals/stack";

const ROOT = path.resolve(__dirname, "../../..");
const pack = loadPack(ROOT);
const missingOf = (body: string, types: readonly string[], mapping = MAPPING) => {
  const rule = { id: "pf-x", service: "x", title: "", severity: "ERROR", resourceTypes: types, rego: body };
  return coverageOf({ rules: [rule], libraries: [] }, mapping).map(({ missing }) => missing);
};

test("90 % of the rules about types of the platform are readable", () => {
  const templates = repositoryInputs().flatMap(templatesOf);
  const types = new Set(templates.flatMap(({ resources }) => Object.values(resources).map(({ Type }) => Type)));
  const ids = new Set(rulesAbout(types, pack).map(({ id }) => id));
  const coverage = coverageOf(pack).filter(({ rule }) => ids.has(rule.id));
  const readable = coverage.filter(({ missing }) => missing.length === 0);
  expect(coverage.length).toBeGreaterThan(600);
  expect(readable.length / coverage.length).toBeGreaterThanOrEqual(0.9);
});

describe("a rule", () => {
  test.each([
    ["an argument of the same name", 'resolve(name, "Properties.DelaySeconds")', "AWS::SQS::Queue", []],
    ["an argument that the mapping names", "x.MaximumMessageSize", "AWS::SQS::Queue", []],
    ["an argument of a part", 'object.get(b, "AccelerationStatus", "")', "AWS::S3::Bucket", []],
    ["a property in a document", "c.DockerLabels", "AWS::ECS::TaskDefinition", []],
    ["an attribute of a list", "a.Key", "AWS::ElasticLoadBalancingV2::LoadBalancer", []],
    ["a default of the mapping", "x.Qualifier", "AWS::Lambda::EventInvokeConfig", []],
    ["no argument", "x.ZipFile", "AWS::Lambda::Function", ["ZipFile"]],
    ["a word that is no property", "x.Nonsense", "AWS::SQS::Queue", []],
  ])("that reads a property of %s is readable or not", (_, body, type, missing) => {
    expect(missingOf(body, [type])).toEqual([missing]);
  });

  test("about types that nothing translates does not count", () => {
    expect(missingOf("x.A", ["AWS::Nonsense::Thing"])).toEqual([]);
  });
});

test("the page counts the rules of each type, and lists those that are not evaluated", () => {
  const rule = { service: "x", title: "", severity: "ERROR" };
  const rules = [
    { ...rule, id: "pf-delay", resourceTypes: ["AWS::SQS::Queue"], rego: "x.DelaySeconds" },
    { ...rule, id: "pf-zip", resourceTypes: ["AWS::Lambda::Function"], rego: "x.ZipFile" },
    { ...rule, id: "pf-other", resourceTypes: ["AWS::Nonsense::Thing"], rego: "" },
  ];
  const small = { version: "1.2.3", engineVersion: "4.5.6", engineFile: "", rules, libraries: [] };
  const page = refusalsPage(coverageOf(small), small);
  expect(page).toContain("npm install --save-dev --save-exact cdk-preflight@1.2.3 @aws/cloudformation-validate@4.5.6");
  expect(page).toContain(
    "Of 3 rules of `cdk-preflight` 1.2.3, 2 concern types that Groundplan translates: 1 (50 %) are",
  );
  expect(page).toContain("| `AWS::Lambda::Function` | 1 | 0 |\n| `AWS::SQS::Queue` | 1 | 1 |\n");
  expect(page).toContain("| `AWS/pf-zip` | `ZipFile` |\n");
});
