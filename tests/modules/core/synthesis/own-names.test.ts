import { KERNEL_POLICIES, type SynthesizedStack, type TerraformJson } from "../../../../modules/core";

const NAMED: readonly (readonly [type: string, argument: string])[] = [
  ["aws_cloudwatch_log_group", "name"],
  ["aws_cognito_user_pool_domain", "domain"],
  ["aws_iam_role", "name"],
  ["aws_kms_alias", "name"],
  ["aws_lambda_function", "function_name"],
  ["aws_s3_bucket", "bucket"],
  ["aws_secretsmanager_secret", "name"],
  ["aws_sns_topic", "name"],
  ["aws_sqs_queue", "name"],
  ["aws_ssm_parameter", "name"],
];
const provider = { aws: [{ region: "us-east-1", allowed_account_ids: ["111122223333"] }] };

const stackOf = (name: string, resource: object, differences: Partial<TerraformJson> = {}): SynthesizedStack => ({
  name,
  config: { terraform: {}, provider, resource: resource as TerraformJson["resource"], ...differences },
});
const findings = (...[stack, ...others]: [SynthesizedStack, ...SynthesizedStack[]]) =>
  KERNEL_POLICIES.find(({ id }) => id === "own-names")!.check(stack, [stack, ...others]);
const queue = (name: unknown, more: object = {}) => ({ aws_sqs_queue: { orders: { name, ...more } } });

describe("own-names", () => {
  test.each(NAMED)("reports the name of an %s in another stack", (type, argument) => {
    const named = { [type]: { one: { [argument]: "shop", "//": { metadata: { path: "dev/one" } } } } };
    expect(findings(stackOf("dev", named), stackOf("copy", { [type]: { two: { [argument]: "shop" } } }))).toEqual([
      `dev/one: ${argument}: got "shop"; allowed: a name that copy/${type}.two does not have; reword it`,
    ]);
  });

  test("reports a repeated name in one stack", () => {
    const twice = { aws_sqs_queue: { a: { name: "shop" }, b: { name: "shop" } } };
    expect(findings(stackOf("dev", twice))).toEqual([
      'dev/aws_sqs_queue.b: name: got "shop"; allowed: a name that dev/aws_sqs_queue.a does not have; reword it',
    ]);
  });

  test("accepts different names, and names that are unknown until apply", () => {
    expect(findings(stackOf("dev", queue("dev")), stackOf("prod", queue("prod")), stackOf("bare", {}))).toEqual([]);
    expect(findings(stackOf("dev", queue("${var.name}")), stackOf("prod", queue("${var.name}")))).toEqual([]);
    expect(findings(stackOf("dev", queue(undefined)), stackOf("prod", queue(undefined)))).toEqual([]);
    expect(findings({ name: "empty", config: { terraform: {} } })).toEqual([]);
  });

  test("accepts the same name in another region or account", () => {
    const regions = { aws: [...provider.aws, { alias: "west", region: "us-west-2", allowed_account_ids: ["1"] }] };
    const elsewhere = stackOf("west", queue("shop", { provider: "aws.west" }), { provider: regions });
    const otherAccount = { aws: [{ region: "us-east-1", allowed_account_ids: ["444455556666"] }] };
    expect(findings(stackOf("dev", queue("shop")), elsewhere)).toEqual([]);
    expect(findings(stackOf("dev", queue("shop")), stackOf("prod", queue("shop"), { provider: otherAccount }))).toEqual(
      [],
    );
  });

  test("reports a role in another region of its account, and a bucket anywhere", () => {
    const elsewhere = { provider: { aws: [{ region: "us-west-2", allowed_account_ids: ["111122223333"] }] } };
    const role = { aws_iam_role: { one: { name: "shop" } } };
    expect(findings(stackOf("dev", role), stackOf("west", role, elsewhere))).toHaveLength(1);
    const bucket = { aws_s3_bucket: { one: { bucket: "shop" } } };
    const foreign = { provider: { aws: [{ region: "us-west-2", allowed_account_ids: ["444455556666"] }] } };
    expect(findings(stackOf("dev", bucket), stackOf("west", bucket, foreign))).toHaveLength(1);
    expect(findings(stackOf("dev", role), stackOf("west", role, foreign))).toEqual([]);
  });
});
