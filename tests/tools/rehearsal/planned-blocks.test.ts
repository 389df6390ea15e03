import PLANNED_BLOCKS from "../../../policies/graph/planned-blocks.json";
import { RULES } from "../../../policies";
import { UNKNOWN, type ValueObject } from "../../../tools/rehearsal/provider/values";
import { ASKED_PROVIDER } from "../../../tools/rehearsal/replacement/knowledge";
import { unchosenBlocksOf } from "../../../tools/rehearsal/replacement/probe/block-probe";
import { deriveSchema } from "../../../tools/rehearsal/schema/binding-schema";
import { installedBindings } from "../../../tools/rehearsal/schema/bindings";

const schemaOf = (type: string) => deriveSchema(installedBindings(), "resource", type)!.block;

/**
 * A provider that chooses some blocks of every type, or rejects every configuration.
 *
 * @param problem - its words about a configuration without `access_control_policy`, which its schema does not require.
 */
function providerWith(type: string, planned: ValueObject | null, problem?: string) {
  const isWithout = ({ access_control_policy: block }: ValueObject): boolean =>
    block === null || block === undefined || (Array.isArray(block) && block.length === 0);
  return {
    resources: { [type]: schemaOf(type) },
    plan: (_type: string, _before: unknown, config: ValueObject) =>
      Promise.resolve({ planned: planned && { ...config, ...planned }, replacing: [], problems: [] }),
    validate: (_type: string, config: ValueObject) =>
      Promise.resolve(
        problem !== undefined && isWithout(config)
          ? [{ summary: problem, detail: "", path: ["access_control_policy"] }]
          : [],
      ),
  };
}

const unchosen = (type: string, planned: ValueObject | null, problem?: string) =>
  unchosenBlocksOf(type, providerWith(type, planned, problem) as unknown as Parameters<typeof unchosenBlocksOf>[1]);

test("a block is unchosen if a plan without it does not leave it unknown", async () => {
  const all = await unchosen("aws_lambda_function", {});
  expect(all).toContain("tracing_config");
  expect(all).toContain("vpc_config");
  expect(all).not.toContain("timeouts");
  expect(await unchosen("aws_lambda_function", { tracing_config: UNKNOWN })).toEqual(
    all.filter((name) => name !== "tracing_config"),
  );
});

test("a block that the schema requires, or the provider demands, is unchosen, but not one of several", async () => {
  expect(await unchosen("aws_cloudfront_distribution", { origin: UNKNOWN })).toContain("origin");
  const type = "aws_s3_bucket_acl";
  const block = "access_control_policy";
  expect(await unchosen(type, { [block]: UNKNOWN }, "Insufficient blocks")).toEqual([block]);
  expect(await unchosen(type, { [block]: UNKNOWN }, "one of `acl,access_control_policy` must be specified")).toEqual(
    [],
  );
  expect(await unchosen(type, { [block]: UNKNOWN })).toEqual([]);
});

test("blocks that exclude one another are unchosen in every order in which the provider names them", async () => {
  const type = "aws_cloudfront_response_headers_policy";
  const blocks = ["cors_config", "custom_headers_config", "security_headers_config"];
  const isWithout = (config: ValueObject): boolean => blocks.every((name) => [config[name] ?? []].flat().length === 0);
  const answers = [blocks, [...blocks].reverse()].map((names) => {
    const problem = { summary: "Invalid Attribute Combination", detail: `At least one of ${names}`, path: [names[0]!] };
    const validate = (_type: string, config: ValueObject) => Promise.resolve(isWithout(config) ? [problem] : []);
    const provider = { ...providerWith(type, {}), validate };
    return unchosenBlocksOf(type, provider as unknown as Parameters<typeof unchosenBlocksOf>[1]);
  });
  const [forward, backward] = await Promise.all(answers);
  expect(forward).toEqual(expect.arrayContaining(blocks));
  expect(backward).toEqual(forward);
});

test("the blocks of a rejected configuration are not known", async () => {
  expect(await unchosen("aws_cloudfront_distribution", null)).toEqual([]);
});

describe("the committed list of unchosen blocks", () => {
  const types = Object.entries(PLANNED_BLOCKS.types as Readonly<Record<string, readonly string[]>>);

  test("names its provider and date", () => {
    expect(PLANNED_BLOCKS.provider).toBe(ASKED_PROVIDER);
    expect(PLANNED_BLOCKS.date).toMatch(/^20\d\d-\d\d-\d\d$/);
  });

  test("has types of rules, in order, with blocks of their schemas", () => {
    const owned = new Set(RULES.flatMap((rule) => rule.types));
    expect(types.filter(([type]) => !owned.has(type))).toEqual([]);
    expect(types.map(([type]) => type)).toEqual(types.map(([type]) => type).sort());
    const unknown = types.flatMap(([type, names]) => names.filter((name) => !(name in schemaOf(type).blocks)));
    // Provider 6 has neither of them.
    expect(unknown).toEqual(["canary_settings", "inference_accelerator"]);
  });

  test("has what policies read, and not what the provider chooses", () => {
    const blocks = Object.fromEntries(types);
    expect(blocks["aws_apigatewayv2_stage"]).toContain("access_log_settings");
    expect(blocks["aws_lambda_function"]).not.toContain("tracing_config");
    expect(blocks["aws_glue_crawler"]).toEqual(expect.arrayContaining(["hudi_target", "s3_target"]));
    expect(blocks["aws_route53_record"]).toContain("alias");
  });
});
