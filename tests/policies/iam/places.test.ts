import { document, statusOf } from "./verdict";

const everything = document({ Effect: "Allow", Action: "*", Resource: "*" });
const little = document({ Effect: "Allow", Action: "sns:Publish", Resource: "arn:aws:sns:eu-west-1:111122223333:a" });
const ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess";
const anyone = document({ Effect: "Allow", Principal: { AWS: "*" }, Action: "*", Resource: "*" });
const one = document({ Effect: "Allow", Principal: { AWS: "111122223333" }, Action: "a:Read", Resource: "*" });

describe("every action is found", () => {
  const places: readonly (readonly [string, (policy: string) => object])[] = [
    ["aws_iam_policy", (policy) => ({ policy })],
    ["aws_iam_role_policy", (policy) => ({ policy })],
    ["aws_iam_user_policy", (policy) => ({ policy })],
    ["aws_iam_group_policy", (policy) => ({ policy })],
    ["aws_iam_role", (policy) => ({ inline_policy: { name: "a", policy } })],
    [
      "aws_iam_role",
      (policy) => ({
        inline_policy: [
          { name: "b", policy: little },
          { name: "a", policy },
        ],
      }),
    ],
    ["aws_ssoadmin_permission_set_inline_policy", (policy) => ({ inline_policy: policy })],
  ];

  test.each(places)("in %s (%#)", (type, block) => {
    expect(statusOf("IAM-01", { [type]: { a: block(everything) } })).toBe("fail");
    expect(statusOf("IAM-01", { [type]: { a: block(little) } })).toBe("pass");
  });
});

describe("an administrator policy is found", () => {
  const attachments: readonly (readonly [string, (arn: string) => object])[] = [
    ["aws_iam_role_policy_attachment", (policy_arn) => ({ policy_arn })],
    ["aws_iam_user_policy_attachment", (policy_arn) => ({ policy_arn })],
    ["aws_iam_group_policy_attachment", (policy_arn) => ({ policy_arn })],
    ["aws_iam_policy_attachment", (policy_arn) => ({ policy_arn, roles: ["a"] })],
    ["aws_iam_role", (arn) => ({ managed_policy_arns: ["arn:aws:iam::aws:policy/service-role/AWSConfigRole", arn] })],
    ["aws_iam_role_policy_attachments_exclusive", (arn) => ({ policy_arns: [arn] })],
    ["aws_iam_user_policy_attachments_exclusive", (arn) => ({ policy_arns: [arn] })],
    ["aws_iam_group_policy_attachments_exclusive", (arn) => ({ policy_arns: [arn] })],
    ["aws_ssoadmin_managed_policy_attachment", (managed_policy_arn) => ({ managed_policy_arn })],
    ["aws_ssoadmin_customer_managed_policy_attachment", (name) => ({ customer_managed_policy_reference: { name } })],
  ];

  test.each(attachments)("in %s", (type, block) => {
    expect(statusOf("IAM-01", { [type]: { a: block(ADMINISTRATOR) } })).toBe("fail");
    expect(statusOf("IAM-01", { [type]: { a: block("arn:aws:iam::aws:policy/service-role/Reader") } })).toBe("pass");
  });
});

describe("access for everybody is found", () => {
  test.each([
    ["IAM-11", "aws_secretsmanager_secret", "policy"],
    ["IAM-11", "aws_efs_file_system_policy", "policy"],
    ["IAM-11", "aws_dynamodb_resource_policy", "policy"],
    ["IAM-11", "aws_opensearch_domain", "access_policies"],
    ["IAM-11", "aws_kinesis_resource_policy", "policy"],
    ["IAM-11", "aws_s3_access_point", "policy"],
    ["IAM-11", "aws_ecr_registry_policy", "policy"],
    ["IAM-11", "aws_vpclattice_auth_policy", "policy"],
    ["KMS-02", "aws_kms_replica_key", "policy"],
    ["KMS-02", "aws_kms_external_key", "policy"],
    ["S3-08", "aws_s3_bucket", "policy"],
    ["SQS-03", "aws_sqs_queue", "policy"],
    ["ECR-01", "aws_ecr_repository_policy", "policy"],
    ["EVB-01", "aws_cloudwatch_event_bus_policy", "policy"],
    ["LOG-02", "aws_cloudwatch_log_resource_policy", "policy_document"],
    ["BKP-01", "aws_backup_vault_policy", "policy"],
  ])("by %s in %s", (rule, type, argument) => {
    expect(statusOf(rule, { [type]: { a: { [argument]: anyone } } })).toBe("fail");
  });

  test("and a named account is not", () => {
    expect(statusOf("IAM-11", { aws_secretsmanager_secret_policy: { a: { policy: one } } })).toBe("pass");
  });
});

describe("a part of a policy that a plan decides", () => {
  const statement = { effect: "Allow", actions: ["sqs:SendMessage"], resources: ["*"] };
  const everybody = { type: "*", identifiers: ["*"] };
  const policy = { aws_glue_resource_policy: { a: { policy: "${data.aws_iam_policy_document.a.json}" } } };
  const statusWith = (part: object) =>
    statusOf("IAM-11", policy, { data: { aws_iam_policy_document: { a: { statement: { ...statement, ...part } } } } });

  test("leaves the check open: conditions and principals", () => {
    expect(statusWith({ principals: everybody, condition: "${var.conditions}" })).toBe("unknown");
    expect(statusWith({ principals: "${var.principals}" })).toBe("unknown");
    expect(statusWith({ principals: everybody })).toBe("fail");
  });

  test("in JSON leaves it open as well", () => {
    const text = '{"Statement":{"Effect":"Allow","Principal":"*","Action":"a:B","Condition":"${local.condition}"}}';
    expect(statusOf("IAM-11", { aws_glue_resource_policy: { a: { policy: text } } })).toBe("unknown");
  });

  test("may be the keys of a condition", () => {
    const text =
      '{"Statement":{"Effect":"Allow","Principal":"*","Action":"a:B","Condition":{"StringEquals":"${local.keys}"}}}';
    expect(statusOf("IAM-11", { aws_glue_resource_policy: { a: { policy: text } } })).toBe("unknown");
  });

  test("leaves open whether plain HTTP is denied", () => {
    const text =
      '{"Statement":{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*","Condition":"${local.tls}"}}';
    expect(statusOf("S3-02", { aws_s3_bucket_policy: { a: { policy: text } } })).toBe("unknown");
  });
});
