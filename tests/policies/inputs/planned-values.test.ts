import { evaluate } from "../../../policies/engine/evaluate";
import { readPlan } from "../../../policies/engine/plan-input";
import { RULES } from "../../../policies/rules";

interface Planned {
  readonly type: string;
  readonly after?: object;
  readonly unknown?: object;
  readonly sensitive?: object;
  /** Arguments in the configuration of the plan. */
  readonly expressions?: object;
  /** Arguments in the synthesized configuration. */
  readonly configured?: object;
}

function planOf({ type, after = {}, unknown = {}, sensitive = {}, expressions = {}, configured }: Planned) {
  const change = {
    ...{ actions: ["create"], before: null, after },
    ...{ after_unknown: unknown, after_sensitive: sensitive },
  };
  const plan = {
    resource_changes: [{ address: `${type}.a`, mode: "managed", type, change }],
    configuration: { root_module: { resources: [{ address: `${type}.a`, expressions }] } },
  };
  const config = { resource: { [type]: { a: configured } } };
  return readPlan({ name: "shop", plan, ...(configured && { configuration: config }) });
}

const valuesOf = (planned: Planned) => planOf(planned).resources[0]!.values;

function findingsOf(id: string, planned: Planned): readonly string[] {
  const rules = RULES.filter((rule) => rule.id === id);
  const verdicts = evaluate([planOf(planned)], { phase: "plan", rules, profileOf: () => "prod" });
  return verdicts.flatMap(({ findings }) =>
    findings.map(({ status, path, message }) => `${status} ${path} ${message}`),
  );
}

const STAGE = "aws_apigatewayv2_stage";
const FUNCTION = "aws_lambda_function";
const literal = (constant_value: unknown) => ({ constant_value });

describe("a dynamic block of unknown length in a plan", () => {
  test("is unknown where the provider never chooses the block", () => {
    expect(valuesOf({ type: STAGE, unknown: { access_log_settings: true, arn: true } })).toEqual({
      access_log_settings: "${unknown}",
    });
  });

  test("is absent where the plan has none", () => {
    const after = { access_log_settings: [] };
    expect(valuesOf({ type: STAGE, after, unknown: { access_log_settings: [] } })).toEqual(after);
    expect(valuesOf({ type: FUNCTION, unknown: { tracing_config: true } })).toEqual({});
    expect(valuesOf({ type: "aws_vpc", unknown: { tags_all: true } })).toEqual({});
  });

  test("is unknown where the configuration has one, although the provider could choose the block", () => {
    const configured = { dynamic: { tracing_config: { for_each: "${var.tracing}", content: { mode: "Active" } } } };
    const values = valuesOf({ type: FUNCTION, unknown: { tracing_config: true, arn: true }, configured });
    expect(values).toEqual({ tracing_config: "${dynamic}" });
  });

  test("is unknown within a block of the configuration", () => {
    const rule = { name: "rate", dynamic: { action: { for_each: "${var.actions}", content: {} } } };
    const values = valuesOf({
      type: "aws_wafv2_web_acl",
      after: { rule: [{ name: "rate" }] },
      unknown: { rule: [{ action: true }] },
      expressions: { rule: [{ name: literal("rate") }] },
      configured: { rule },
    });
    expect(values).toEqual({ rule: [{ name: "rate", action: "${dynamic}" }] });
  });

  test("keeps the expressions of the plan where the configuration has other blocks", () => {
    const of = (expressions: object, configured: object) =>
      valuesOf({ type: FUNCTION, after: { layers: ["a"] }, unknown: { role: true }, expressions, configured });
    expect(of({ role: { references: ["var.role"] } }, { role: "${local.role}", memory_size: 128 })).toEqual({
      layers: ["a"],
      role: "${var.role}",
    });
    expect(of({ layers: [{}, {}] }, { layers: "${var.layers}" })).toEqual({ layers: ["a"] });
    expect(of({ layers: ["a"] }, { layers: ["a"] })).toEqual({ layers: ["a"] });
    expect(of({ layers: ["a"] }, { layers: [{ b: 1 }] })).toEqual({ layers: ["a"] });
  });

  test("is text around references as the configuration writes it", () => {
    const of = (configured: object) =>
      valuesOf({
        type: "aws_s3_bucket_policy",
        unknown: { policy: true, bucket: true },
        expressions: {
          policy: { references: ["aws_s3_bucket.a.arn"] },
          bucket: { references: ["aws_s3_bucket.a.id"] },
        },
        configured,
      });
    expect(of({ policy: '{"Resource":"${aws_s3_bucket.a.arn}/*"}', bucket: "${aws_s3_bucket.a.id}" })).toEqual({
      policy: '{"Resource":"${aws_s3_bucket.a.arn}/*"}',
      bucket: "${aws_s3_bucket.a.id}",
    });
    expect(of({ policy: "${local.policy}" })["policy"]).toBe("${aws_s3_bucket.a.arn}");
  });

  test("is that of the block with the same literals, because a plan sorts the elements of a set", () => {
    const dynamic = { action: { for_each: "${var.actions}", content: {} } };
    const values = valuesOf({
      type: "aws_wafv2_web_acl",
      after: { rule: [{ name: "rate" }, { name: "size" }] },
      unknown: { rule: [{ action: true }, {}] },
      expressions: { rule: [{ name: literal("size") }, { name: literal("rate") }] },
      configured: { rule: [{ name: "size" }, { name: "rate", dynamic }] },
    });
    expect(values).toEqual({ rule: [{ name: "rate", action: "${dynamic}" }, { name: "size" }] });
  });

  test("is none where no block of the configuration has the literals of the plan", () => {
    const rule = [{ name: "size", dynamic: { action: { for_each: "${var.actions}", content: {} } } }];
    const after = { rule: [{ name: "rate" }] };
    const expressions = { rule: [{ name: literal("rate") }] };
    expect(valuesOf({ type: "aws_wafv2_web_acl", after, unknown: {}, expressions, configured: { rule } })).toEqual(
      after,
    );
  });

  test("stands beside the blocks that are written", () => {
    const planned = {
      type: "aws_wafv2_web_acl",
      unknown: { rule: true },
      expressions: { rule: [{ name: literal("a") }] },
    };
    expect(valuesOf(planned)).toEqual({ rule: [{ name: "a" }, "${dynamic}"] });
  });

  test("is unknown within a policy document, of which the provider chooses nothing", () => {
    const values = valuesOf({
      type: "aws_iam_policy_document",
      after: { statement: [{ effect: "Allow" }] },
      unknown: { json: true, statement: [{ principals: true }] },
      expressions: { statement: [{ effect: literal("Allow") }] },
    });
    expect(values).toEqual({ json: "${unknown}", statement: [{ effect: "Allow", principals: "${unknown}" }] });
  });

  test("leaves the rules of the block open", () => {
    expect(findingsOf("API-01", { type: STAGE, unknown: { access_log_settings: true } })[0]).toMatch(/^unknown /);
    expect(findingsOf("API-01", { type: STAGE, after: { access_log_settings: [] } })[0]).toMatch(/^fail /);
  });
});

describe("a sensitive value in a plan", () => {
  test("shows its references and hides its literals", () => {
    const values = valuesOf({
      type: "aws_vpc",
      after: { a: { b: "x", c: "y" }, d: ["z"], e: "v" },
      sensitive: { a: true, d: true, e: true },
      expressions: { a: literal({ b: "${var.b}", c: "y" }), d: literal(["z"]), e: literal("v") },
    });
    expect(values).toEqual({ a: { b: "${var.b}", c: "${sensitive}" }, d: ["${sensitive}"], e: "${sensitive}" });
  });

  test("hides no argument of a set of blocks that has one sensitive argument", () => {
    const config = { origin_protocol_policy: literal("https-only"), origin_ssl_protocols: literal(["TLSv1.2"]) };
    const header = { name: literal("x-secret"), value: { references: ["random_password.a.result"] } };
    const of = (policy: string) => ({
      type: "aws_cloudfront_distribution",
      after: { origin: [{ origin_id: "api", custom_header: [{ name: "x-secret" }], custom_origin_config: [{}] }] },
      unknown: { origin: [{ custom_header: [{ value: true }] }] },
      sensitive: { origin: true },
      expressions: {
        origin: [
          {
            origin_id: literal("api"),
            custom_header: [header],
            custom_origin_config: [{ ...config, origin_protocol_policy: literal(policy) }],
          },
        ],
      },
    });
    expect(findingsOf("CF-03", of("https-only"))).toEqual([]);
    expect(findingsOf("CF-03", of("http-only"))).toEqual(["fail origin[0] must be https-only with TLSv1.2"]);
  });

  test.each([
    ["fail environment.variables.DB_PASSWORD must be read at run time", literal({ DB_PASSWORD: "${var.password}" })],
    ["unknown environment.variables unknown until apply", { references: ["var.variables"] }],
  ])("is %s in the variables of a function", (finding, variables) => {
    const planned = {
      after: { environment: [{ variables: { DB_PASSWORD: "x" } }] },
      sensitive: { environment: [{ variables: true }] },
      expressions: { environment: [{ variables }], kms_key_arn: literal("arn:aws:kms:us-east-1:111122223333:key/a") },
    };
    expect(findingsOf("LAM-05", { type: FUNCTION, ...planned })).toContain(finding);
  });
});

describe("an argument that the provider sets in a plan", () => {
  test("is the text as written where the provider leaves it out until it has an effect", () => {
    const of = (bucket: object) =>
      valuesOf({
        type: "aws_lb",
        after: { access_logs: [{ bucket: "" }] },
        unknown: { access_logs: [{ enabled: true }] },
        expressions: { access_logs: [{ bucket, enabled: { references: ["var.logs"] } }] },
      });
    expect(of(literal("logs"))).toEqual({ access_logs: [{ bucket: "logs", enabled: "${var.logs}" }] });
    expect(of({ references: ["var.bucket"] })).toEqual({ access_logs: [{ bucket: "", enabled: "${var.logs}" }] });
  });

  test("is no timeout or memory size of a function", () => {
    const after = { timeout: 3, memory_size: 128 };
    expect(findingsOf("LAM-09", { type: FUNCTION, after })).toEqual([
      "fail timeout must be set",
      "fail memory_size must be set",
    ]);
    const expressions = { timeout: literal(3), memory_size: literal(128) };
    expect(findingsOf("LAM-09", { type: FUNCTION, after, expressions })).toEqual([]);
  });

  test("is no description of a security group", () => {
    const findings = (description: string) =>
      findingsOf("NET-08", { type: "aws_security_group", after: { description } });
    expect(findings("Managed by Terraform")[0]).toMatch(/^fail description must be a text of your own/);
    expect(findings("The database")).toEqual([]);
  });
});
