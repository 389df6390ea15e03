import { type BadInput, refused } from "../bad-input";

const root = (statement: object = {}) => ({
  Effect: "Allow",
  Principal: { AWS: "arn:aws:iam::123456789012:root" },
  Action: "kms:*",
  Resource: "*",
  ...statement,
});
const key = (changes: object) => ({ aws_kms_key: { shop: changes } });
const keyPolicy = (...statements: object[]) =>
  key({ policy: JSON.stringify({ Version: "2012-10-17", Statement: statements }) });
const secret = (values: object) => ({ aws_secretsmanager_secret: { shop: { name: "shop", ...values } } });
const parameter = (values: object) => ({
  aws_ssm_parameter: { shop: { name: "/shop/table", type: "String", value: "orders", ...values } },
});
const repository = (values: object) => ({ aws_ecr_repository: { shop: { name: "shop", ...values } } });
const lifecycle = (...rules: object[]) => ({
  ...repository({}),
  aws_ecr_lifecycle_policy: {
    shop: { repository: "${aws_ecr_repository.shop.name}", policy: JSON.stringify({ rules }) },
  },
});
const OLD = {
  rulePriority: 1,
  selection: { tagStatus: "untagged", countType: "imageCountMoreThan", countNumber: 5 },
  action: { type: "expire" },
};

export const SECURITY: readonly BadInput[] = [
  refused(
    "pf-kms-key-policy-lockout",
    "aws_kms_key.shop policy",
    "no Allow statement grants kms:PutKeyPolicy to a principal of this",
    keyPolicy({ ...root(), Action: "kms:Decrypt" }),
  ),
  refused(
    "pf-kms-key-policy-statement",
    "aws_kms_key.shop policy",
    "statement 1 has no Principal",
    keyPolicy(root(), { Effect: "Allow", Action: "kms:Decrypt", Resource: "*" }),
  ),
  refused(
    "pf-kms-key-policy-charset",
    "aws_kms_key.shop policy",
    "policy contains characters outside U+0009/U+000A/U+000D/U+0020-U+00FF",
    keyPolicy(root(), root({ Sid: "ключ" })),
  ),
  refused(
    "pf-kms-key-spec-usage",
    "aws_kms_key.shop key_usage",
    "key_usage ENCRYPT_DECRYPT is not valid for customer_master_key_spec",
    key({ customer_master_key_spec: "HMAC_256", key_usage: "ENCRYPT_DECRYPT" }),
  ),
  refused(
    "pf-kms-key-rotation",
    "aws_kms_key.shop enable_key_rotation",
    "automatic rotation is enabled on a RSA_2048 key; only",
    key({ customer_master_key_spec: "RSA_2048", key_usage: "SIGN_VERIFY", enable_key_rotation: true }),
  ),
  refused(
    "pf-kms-key-spec-region",
    "aws_kms_key.shop customer_master_key_spec",
    "customer_master_key_spec SM2 is only available in China regions, and",
    key({ customer_master_key_spec: "SM2", key_usage: "SIGN_VERIFY" }),
  ),
  refused("pf-kms-alias-target", "aws_kms_alias.shop target_key_id", "'alias/other' is an alias, not a key", {
    aws_kms_alias: { shop: { name: "alias/shop", target_key_id: "alias/other" } },
  }),
  refused(
    "pf-secretsmanager-kms-key",
    "aws_secretsmanager_secret.shop kms_key_id",
    "KMS key is in 'eu-west-1' but the secret deploys to 'us-east-1'",
    secret({ kms_key_id: "arn:aws:kms:eu-west-1:123456789012:key/11111111-1111-1111-1111-111111111111" }),
  ),
  refused(
    "pf-secretsmanager-replica-regions",
    "aws_secretsmanager_secret.shop replica[0].region",
    "replica region 'us-east-1' is the region this secret deploys to",
    secret({ replica: [{ region: "us-east-1" }] }),
  ),
  refused(
    "pf-ssm-parameter-name",
    "aws_ssm_parameter.shop name",
    "'/aws/shop' starts with the reserved prefix 'aws' (case-insensitive)",
    parameter({ name: "/aws/shop" }),
  ),
  refused(
    "pf-ssm-parameter-value",
    "aws_ssm_parameter.shop value",
    "value contains {{ }}",
    parameter({ value: "{{shop}}" }),
  ),
  refused(
    "pf-ssm-parameter-allowed-pattern",
    "aws_ssm_parameter.shop value",
    "value 'orders' does not match allowed_pattern '^[0-9]+$'",
    parameter({ allowed_pattern: "^[0-9]+$" }),
  ),
  refused(
    "pf-ecr-lifecycle-rule-priority",
    "aws_ecr_repository.shop ",
    "rulePriority 1 is used by more than one rule",
    lifecycle(OLD, OLD),
  ),
  refused(
    "pf-ecr-lifecycle-count",
    "aws_ecr_repository.shop ",
    "countUnit is set but countType is 'imageCountMoreThan'",
    lifecycle({ ...OLD, selection: { ...OLD.selection, countUnit: "days" } }),
  ),
  refused(
    "pf-ecr-lifecycle-tag-status",
    "aws_ecr_repository.shop ",
    "rule 0 has tagStatus=tagged but neither tagPrefixList nor",
    lifecycle({ ...OLD, selection: { ...OLD.selection, tagStatus: "tagged" } }),
  ),
  refused(
    "pf-ecr-encryption-configuration",
    "aws_ecr_repository.shop encryption_configuration.kms_key",
    "encryption_type is AES256 but kms_key is set",
    repository({
      encryption_configuration: [
        {
          encryption_type: "AES256",
          kms_key: "arn:aws:kms:us-east-1:123456789012:key/11111111-1111-1111-1111-111111111111",
        },
      ],
    }),
  ),
];
