import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { deriveSchema } from "../../../tools/rehearsal/schema/binding-schema";
import { installedBindings, providerVersion } from "../../../tools/rehearsal/schema/bindings";
import { providerSchema } from "../../../tools/rehearsal/schema/provider-schema";
import type { Block } from "../../../tools/rehearsal/schema/schema";
import { synthesizedNames, synthesizedStack } from "../../support/synthesized";

const lib = installedBindings();
const resource = (type: string): Block => deriveSchema(lib, "resource", type)!.block;

const OPTIONAL = { required: false, optional: true, computed: false };
const COMPUTED = { required: false, optional: false, computed: true };
const REQUIRED = { required: true, optional: false, computed: false };
const BOTH = { required: false, optional: true, computed: true };

// Literals, so that new bindings or a change of the derivation cannot change both sides.
test.each([
  ["aws_vpc", "arn", { type: "string", ...COMPUTED }],
  ["aws_vpc", "cidr_block", { type: "string", ...BOTH }],
  ["aws_subnet", "vpc_id", { type: "string", ...REQUIRED }],
  ["aws_rds_cluster", "vpc_security_group_ids", { type: ["set", "string"], ...BOTH }],
  ["aws_rds_cluster", "enabled_cloudwatch_logs_exports", { type: ["set", "string"], ...OPTIONAL }],
  ["aws_lambda_function", "memory_size", { type: "number", ...OPTIONAL }],
  ["aws_lambda_function", "layers", { type: ["list", "string"], ...OPTIONAL }],
  ["aws_iam_role", "force_detach_policies", { type: "bool", ...OPTIONAL }],
  ["aws_sns_topic", "tags", { type: ["map", "string"], ...OPTIONAL }],
  ["aws_s3_bucket", "bucket_regional_domain_name", { type: "string", ...COMPUTED }],
  ["aws_kms_key", "policy", { type: "string", ...BOTH }],
  ["aws_cloudwatch_metric_alarm", "alarm_name", { type: "string", ...REQUIRED }],
  ["aws_ssm_parameter", "value_wo", { type: "string", ...OPTIONAL, writeOnly: true, sensitive: true }],
  ["aws_dynamodb_table", "name", { type: "string", ...REQUIRED }],
  ["aws_api_gateway_method", "request_parameters", { type: ["map", "bool"], ...OPTIONAL }],
])("%s.%s has the type of the real provider", (type, name, attribute) => {
  expect(resource(type).attributes[name]).toEqual(attribute);
});

test("attributes whose values are lists of objects are not blocks", () => {
  const { attributes, blocks } = resource("aws_security_group");
  expect(blocks["ingress"]).toBeUndefined();
  expect(attributes["ingress"]!.type).toEqual(["set", ["object", expect.objectContaining({ from_port: "number" })]]);
  expect(resource("aws_acm_certificate").attributes["domain_validation_options"]!.type).toEqual([
    "set",
    ["object", expect.objectContaining({ domain_name: "string", resource_record_value: "string" })],
  ]);
});

test.each([
  ["aws_lambda_function", "vpc_config", { nesting: "list", minItems: 0, maxItems: 1 }],
  ["aws_cloudfront_distribution", "origin", { nesting: "set", minItems: 1, maxItems: 0 }],
  ["aws_cloudfront_distribution", "default_cache_behavior", { nesting: "list", minItems: 1, maxItems: 1 }],
  ["aws_rds_cluster", "timeouts", { nesting: "single", minItems: 0, maxItems: 0 }],
  ["aws_dynamodb_table", "attribute", { nesting: "set", minItems: 0, maxItems: 0 }],
])("%s.%s is a block with the nesting of the real provider", (type, name, expected) => {
  expect(resource(type).blocks[name]).toMatchObject(expected);
});

test("every type that a stack uses has a schema", () => {
  const stacks = synthesizedNames().map(synthesizedStack);
  const schema = providerSchema(stacks.map(({ config }) => config));
  const used = stacks
    .flatMap(({ config }) => Object.keys(config.resource ?? {}))
    .filter((type) => type.startsWith("aws_"));
  expect(used.length).toBeGreaterThan(50);
  expect(Object.keys(schema.resources).sort()).toEqual([...new Set(used)].sort());
});

test("the overlay adds sensitive arguments, limits and web ACL statements", () => {
  const config = {
    terraform: {},
    resource: {
      aws_codepipeline: { one: {} },
      aws_rds_cluster: { one: {} },
      aws_wafv2_web_acl: { one: { rule: [{ statement: { not_statement: { statement: {} } } }] } },
    },
  };
  const { resources } = providerSchema([config]);
  expect(resources["aws_rds_cluster"]!.attributes["master_password"]).toMatchObject({ sensitive: true });
  expect(resources["aws_codepipeline"]!.blocks["stage"]).toMatchObject({ minItems: 2 });
  const statement = resources["aws_wafv2_web_acl"]!.blocks["rule"]!.block.blocks["statement"]!;
  expect(statement).toMatchObject({ minItems: 1, maxItems: 1 });
  expect(Object.keys(statement.block.blocks)).toContain("rate_based_statement");
  expect(JSON.stringify(statement).length).toBeLessThan(20_000);
  // Terraform compares the elements of a set in pairs.
  expect(resources["aws_wafv2_web_acl"]!.blocks["rule"]!.nesting).toBe("list");
});

test("a type that the bindings do not have is omitted", () => {
  expect(deriveSchema(lib, "resource", "aws_no_such_thing")).toBeUndefined();
});

describe("bindings that cdktf get generated", () => {
  const project = fs.mkdtempSync(path.join(os.tmpdir(), "groundplan-generated-"));
  afterAll(() => fs.rmSync(project, { recursive: true }));
  afterEach(() => jest.restoreAllMocks());
  const generate = (folder: string, type: string): void => {
    const [, map] = /base64,([\w+/=]+)/.exec(fs.readFileSync(path.join(lib, type, "index.js"), "utf8"))!;
    const { sourcesContent } = JSON.parse(Buffer.from(map!, "base64").toString()) as { sourcesContent: string[] };
    fs.mkdirSync(path.join(project, folder, "providers/aws", type), { recursive: true });
    fs.writeFileSync(path.join(project, folder, "providers/aws", type, "index.ts"), sourcesContent[0]!);
  };

  test("are read before installed ones, from the folder that cdktf.json names", () => {
    jest.spyOn(process, "cwd").mockReturnValue(project);
    expect(installedBindings()).toBe(lib);
    ["provider", "sqs-queue"].forEach((type) => generate(".gen", type));
    expect(installedBindings()).toBe(path.join(project, ".gen/providers/aws"));
    expect(providerVersion(installedBindings())).toBe(providerVersion(lib));
    expect(deriveSchema(installedBindings(), "resource", "aws_sqs_queue")).toEqual(
      deriveSchema(lib, "resource", "aws_sqs_queue"),
    );
    generate("imports", "provider");
    fs.writeFileSync(path.join(project, "cdktf.json"), '{ "codeMakerOutput": "imports" }');
    expect(installedBindings()).toBe(path.join(project, "imports/providers/aws"));
  });
});

describe("bindings of an unknown form", () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "groundplan-bindings-"));
  afterAll(() => fs.rmSync(folder, { recursive: true }));
  const binding = (name: string, source?: string): void => {
    const map =
      source === undefined ? "" : Buffer.from(JSON.stringify({ sourcesContent: [source] })).toString("base64");
    fs.mkdirSync(path.join(folder, name), { recursive: true });
    const comment = map && `//# sourceMappingURL=data:application/json;base64,${map}`;
    fs.writeFileSync(path.join(folder, name, "index.js"), `"use strict";\n${comment}`);
  };

  test.each([
    ["without-map", undefined, "no source map"],
    ["without-class", "export const nothing = 1;\n", "no class of a resource"],
    [
      "without-type",
      "export class T extends cdktf.TerraformResource {\n  // a - computed: true, optional: false, required: false\n  public get a() { return 1; }\n}\n",
      "no type for a",
    ],
  ])("%s are one error that says what to do", (name, source, reason) => {
    binding(name, source);
    const derive = () => deriveSchema(folder, "resource", `aws_${name.replaceAll("-", "_")}`);
    expect(derive).toThrow(reason);
    expect(derive).toThrow("npm ci installs the bindings");
  });
});
