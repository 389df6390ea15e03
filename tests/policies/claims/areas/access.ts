import { type Claim, claims, json } from "../claim";

const ROLE = "aws_iam_role.reports";
const PERMISSIONS = "aws_iam_role_policy.reports";
const MANAGED = "aws_iam_policy.reports";

const allow = (action: string | readonly string[], resource: string | readonly string[] = "*", more: object = {}) => ({
  Effect: "Allow",
  Action: action,
  Resource: resource,
  ...more,
});
const trust = (principal: unknown, condition?: object) => ({
  assume_role_policy: json({
    Effect: "Allow",
    Principal: principal,
    Action: "sts:AssumeRole",
    ...(condition && { Condition: condition }),
  }),
});
const READ = allow(["s3:GetObject", "s3:ListBucket"], ["arn:aws:s3:::reports", "arn:aws:s3:::reports/*"]);

const identity = {
  [ROLE]: { name: "reports", ...trust({ Service: "lambda.amazonaws.com" }) },
  [PERMISSIONS]: { role: `\${${ROLE}.id}`, policy: json(READ) },
  [MANAGED]: { name: "reports", policy: json(READ) },
  "aws_iam_role_policy_attachment.reports": { role: `\${${ROLE}.name}`, policy_arn: `\${${MANAGED}.arn}` },
};
const grants = (...statements: readonly object[]) => ({ [PERMISSIONS]: { policy: json(...statements) } });
const granting = (...statements: readonly object[]) => ({ [MANAGED]: { policy: json(...statements) } });
const inline = (...statements: readonly object[]) => ({
  inline_policy: [{ name: "own", policy: json(...statements) }],
});
const attached = (arn: string) => [
  { "aws_iam_role_policy_attachment.reports": { policy_arn: arn } },
  { managed_policy_arns: [arn] },
  { "aws_iam_group_policy_attachment.staff": { group: "staff", policy_arn: arn } },
];
const AWS = "arn:aws:iam::aws:policy/";

const ofPermissions = claims(ROLE, identity, {
  "CKV_AWS_1 CKV_AWS_62 IAM.1 AwsSolutions-IAM5": [grants(allow("*")), granting(allow(["*"])), inline(allow("*:*"))],
  "CKV_AWS_49 CKV_AWS_63": [
    grants(allow("*", "arn:aws:s3:::reports")),
    granting(READ, allow(["s3:GetObject", "*"], "arn:aws:s3:::reports/*")),
    inline({ Effect: "Allow", NotAction: "iam:*", Resource: "*" }),
  ],
  CKV_AWS_274: attached(`${AWS}AdministratorAccess`),
  CKV_AWS_275: [
    {
      "data.aws_iam_policy.admin": { name: "AdministratorAccess" },
      "aws_iam_role_policy_attachment.reports": { policy_arn: "${data.aws_iam_policy.admin.arn}" },
    },
  ],
  CKV2_AWS_56: attached(`${AWS}IAMFullAccess`),
  CKV2_AWS_40: [grants(allow("iam:*")), granting(READ, allow(["iam:*"], "*"))],
  "CKV_AWS_290 CKV_AWS_111": {
    fails: [
      grants(allow("dynamodb:PutItem")),
      granting(allow(["sqs:SendMessage", "s3:PutObject"])),
      inline(allow("dynamodb:DeleteTable")),
    ],
    passes: [grants(allow("dynamodb:PutItem", "arn:aws:dynamodb:us-east-2:111122223333:table/jobs"))],
  },
  "CKV_AWS_355 CKV_AWS_356": {
    fails: [grants(allow("sqs:ReceiveMessage")), granting(allow("dynamodb:GetItem", ["*"]))],
    passes: [grants(allow(["ec2:DescribeInstances", "xray:PutTraceSegments", "ecr:GetAuthorizationToken"]))],
  },
  "IAM.21 AVD-AWS-0345 AVD-AWS-0346": [
    grants(allow("s3:*", "arn:aws:s3:::reports")),
    granting(allow(["S3:*"], "arn:aws:s3:::reports/*")),
  ],
  "CKV_AWS_286 CKV_AWS_110": [
    grants(allow("iam:CreatePolicyVersion", `${AWS}reports`)),
    granting(allow(["iam:PutUserPolicy", "iam:AttachUserPolicy"])),
    inline(allow("iam:UpdateLoginProfile")),
  ],
  "CKV_AWS_287 CKV_AWS_107": [
    grants(allow("iam:CreateAccessKey")),
    granting(allow("iam:CreateLoginProfile", "arn:aws:iam::111122223333:user/*")),
    inline(allow("ec2:GetPasswordData")),
  ],
  "CKV_AWS_288 CKV_AWS_108": [
    grants(allow("s3:GetObject")),
    granting(allow(["ssm:GetParameter", "ssm:GetParameters"])),
    inline(allow("secretsmanager:GetSecretValue")),
  ],
  "CKV_AWS_289 CKV_AWS_109": [
    grants(allow("s3:PutBucketPolicy")),
    granting(allow(["kms:PutKeyPolicy", "lambda:AddPermission"])),
    inline(allow("iam:AttachRolePolicy")),
  ],
  "AVD-AWS-0347": [grants(allow("iam:CreatePolicyVersion")), inline(allow("iam:Create*"))],
  "AVD-AWS-0349": [
    grants(allow("iam:AttachUserPolicy")),
    granting(allow("iam:AttachRolePolicy")),
    inline(allow("iam:Attach*")),
  ],
  "AVD-AWS-0351": [
    grants(allow("iam:PutUserPolicy")),
    granting(allow(["iam:PutGroupPolicy"])),
    inline(allow("iam:PutRolePolicy")),
  ],
  "AVD-AWS-0352": [grants(allow("iam:UpdateAssumeRolePolicy"))],
  "AVD-AWS-0353": [
    grants(allow("iam:DeleteRolePermissionsBoundary")),
    granting(allow("iam:DeleteUserPermissionsBoundary")),
  ],
  "AVD-AWS-0342": {
    fails: [grants(allow("iam:PassRole")), granting(allow("iam:PassRole", "arn:aws:iam::111122223333:role/*"))],
    passes: [
      grants(
        allow("iam:PassRole", "arn:aws:iam::111122223333:role/reports", {
          Condition: { StringEquals: { "iam:PassedToService": "glue.amazonaws.com" } },
        }),
      ),
    ],
  },
  "KMS.1": [granting(allow("kms:Decrypt")), granting(allow(["kms:ReEncryptFrom"], "arn:aws:kms:*:111122223333:key/*"))],
  "KMS.2": [grants(allow("kms:Decrypt")), inline(allow("kms:*", "*")), inline(allow("kms:D*"))],
  "AwsSolutions-IAM4 IAM.27": {
    fails: attached(`${AWS}AWSCloudShellFullAccess`).slice(0, 1),
    passes: attached(`${AWS}service-role/AWSLambdaBasicExecutionRole`).slice(0, 1),
  },
});

const GITHUB = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com";
const fromGithub = (conditions: object) => ({
  assume_role_policy: json({
    Effect: "Allow",
    Principal: { Federated: GITHUB },
    Action: "sts:AssumeRoleWithWebIdentity",
    Condition: conditions,
  }),
});
const audience = { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" };
const subject = (value: string) => ({ "token.actions.githubusercontent.com:sub": value });

const ofTrust = claims(ROLE, identity, {
  "CKV_AWS_60 CKV_AWS_283": {
    fails: [trust("*"), trust({ AWS: "*" }), trust({ AWS: ["*"] }, { Bool: { "aws:SecureTransport": "true" } })],
    passes: [trust({ AWS: "arn:aws:iam::444455556666:role/ci" })],
  },
  CKV_AWS_61: {
    fails: [trust({ AWS: "arn:aws:iam::444455556666:root" }), trust({ AWS: "444455556666" })],
    passes: [trust({ AWS: "444455556666" }, { StringEquals: { "sts:ExternalId": "a1b2" } })],
  },
  "CKV_AWS_358 CKV_AWS_393": {
    fails: [
      fromGithub({ StringEquals: audience }),
      fromGithub({ StringEquals: audience, StringLike: subject("repo:acme/*") }),
      fromGithub({ StringEquals: audience, StringLike: subject("*") }),
      fromGithub({ StringLike: subject("repo:acme/shop:*") }),
    ],
    passes: [fromGithub({ StringEquals: { ...audience, ...subject("repo:acme/shop:environment:live") } })],
  },
});

const nobody = { "aws_iam_role.only": { name: "only" } };

const ofUsers = claims("aws_iam_role.only", nobody, {
  "CKV_AWS_273 AVD-AWS-0143": [{ "aws_iam_user.ada": { name: "ada" } }],
  "CKV_AWS_40 IAM.2": [
    { "aws_iam_user_policy.ada": { user: "ada", policy: json(READ) } },
    { "aws_iam_user_policy_attachment.ada": { user: "ada", policy_arn: `${AWS}ReadOnlyAccess` } },
    { "aws_iam_policy_attachment.ada": { name: "ada", users: ["ada"], policy_arn: `${AWS}ReadOnlyAccess` } },
  ],
  CKV_AWS_348: [{ "aws_iam_access_key.root": { user: "root" } }],
});

const KEY = "aws_kms_key.ledger";
const administer = {
  Sid: "Account",
  Effect: "Allow",
  Principal: { AWS: "arn:aws:iam::111122223333:root" },
  Action: "kms:*",
  Resource: "*",
};
const key = {
  [KEY]: { description: "ledger", enable_key_rotation: true, deletion_window_in_days: 30, policy: json(administer) },
};
const anyone = (change: object) => ({
  policy: json(administer, { ...administer, Principal: "*", Action: "kms:Decrypt", ...change }),
});

const ofKeys = claims(KEY, key, {
  "CKV_AWS_7 AVD-AWS-0065 AwsSolutions-KMS5 KMS.4": {
    fails: [{ enable_key_rotation: false }, { enable_key_rotation: undefined }],
    passes: [{ enable_key_rotation: undefined, customer_master_key_spec: "RSA_4096" }],
  },
  CKV_AWS_227: { fails: [{ is_enabled: false }], passes: [{ is_enabled: true }] },
  "CKV_AWS_33 KMS.5": {
    fails: [
      anyone({}),
      anyone({ Principal: { AWS: "*" } }),
      anyone({ Condition: { StringEquals: { "kms:ViaService": "s3.us-east-2.amazonaws.com" } } }),
      { policy: undefined, "aws_kms_key_policy.ledger": { key_id: `\${${KEY}.id}`, ...anyone({}) } },
    ],
    passes: [anyone({ Condition: { StringEquals: { "kms:CallerAccount": "111122223333" } } })],
  },
  CKV2_AWS_64: {
    fails: [{ policy: undefined }],
    passes: [{ policy: undefined, "aws_kms_key_policy.ledger": { key_id: `\${${KEY}.id}`, policy: json(administer) } }],
  },
});

const SECRET = "aws_secretsmanager_secret.smtp";
const ROTATION = "aws_secretsmanager_secret_rotation.smtp";
const secret = {
  [SECRET]: { name: "smtp", kms_key_id: "arn:aws:kms:us-east-2:111122223333:key/aa11", recovery_window_in_days: 30 },
  [ROTATION]: { secret_id: `\${${SECRET}.id}`, rotation_rules: { automatically_after_days: 45 } },
};

const ofSecrets = claims(SECRET, secret, {
  "CKV_AWS_149 AVD-AWS-0098": [{ kms_key_id: undefined }, { kms_key_id: "alias/aws/secretsmanager" }],
  "CKV2_AWS_57 AwsSolutions-SMG4 SecretsManager.1": [{ [ROTATION]: undefined }, { [ROTATION]: { secret_id: "other" } }],
  "CKV_AWS_304 SecretsManager.4": [{ [ROTATION]: { "rotation_rules.automatically_after_days": 365 } }],
});

const parameter = {
  "aws_ssm_parameter.token": {
    name: "/shop/api-token",
    type: "SecureString",
    key_id: "alias/shop",
    value: "${var.token}",
  },
};

export const ACCESS: readonly Claim[] = [
  ...ofPermissions,
  ...ofTrust,
  ...ofUsers,
  ...ofKeys,
  ...ofSecrets,
  ...claims("aws_ssm_parameter.token", parameter, {
    CKV2_AWS_34: [{ type: "String" }, { type: "StringList" }],
    CKV_AWS_337: [{ key_id: undefined }, { key_id: "alias/aws/ssm" }],
  }),
];
