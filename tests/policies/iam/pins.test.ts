import { document, statusOf } from "./verdict";

const statusWith = (Condition: object, Principal: unknown = "*") =>
  statusOf("IAM-11", {
    aws_schemas_registry_policy: {
      a: { policy: document({ Effect: "Allow", Principal, Action: "a:Read", Resource: "*", Condition }) },
    },
  });

test.each([
  { StringEquals: { "aws:PrincipalAccount": "444455556666" } },
  { StringEquals: { "aws:PrincipalAccount": ["444455556666", "777788889999"] } },
  { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::444455556666:role/*" } },
  { ArnEquals: { "AWS:SourceArn": "arn:aws:events:eu-west-1:444455556666:rule/night*" } },
  { "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": ["o-1a2b3c4d5e/r-x1y2/ou-x1y2-1a2b3c4d/*"] } },
  { StringEquals: { "aws:SourceOrgID": "o-1a2b3c4d5e" } },
  { StringLike: { "aws:SourceAccount": "444455556666" } },
  { StringEquals: { "aws:SourceVpc": "vpc-0123456789abcdef0" } },
  { IpAddress: { "aws:SourceIp": ["198.51.100.0/24", "2001:db8::/32"] } },
  { StringEquals: { "kms:CallerAccount": "${data.aws_caller_identity.current.account_id}" } },
  { StringEquals: { "aws:RequestedRegion": "*", "aws:SourceAccount": "444455556666" } },
  { StringEquals: { "s3:DataAccessPointAccount": "444455556666" } },
])("%j restricts the caller", (condition) => {
  expect(statusWith(condition)).toBe("pass");
});

test.each([
  { StringLike: { "aws:PrincipalAccount": "4444*" } },
  { StringEquals: { "aws:PrincipalAccount": "" } },
  { StringEquals: { "aws:PrincipalAccount": "root" } },
  { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/deploy" } },
  { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::4444????6666:role/deploy" } },
  { ArnLike: { "AWS:SourceArn": "arn:*:*:*:*:*" } },
  { ArnNotEquals: { "aws:SourceArn": "arn:aws:sns:eu-west-1:444455556666:a" } },
  { StringNotEquals: { "aws:PrincipalOrgID": "o-1a2b3c4d5e" } },
  { Null: { "aws:PrincipalOrgID": "false" } },
  { "ForAllValues:StringEquals": { "aws:PrincipalOrgPaths": ["o-1a2b3c4d5e/*"] } },
  { StringEqualsIfExists: { "aws:SourceVpc": "vpc-0123456789abcdef0" } },
  { StringLike: { "aws:SourceOrgID": "o-????????" } },
  { IpAddress: { "aws:SourceIp": ["198.51.100.0/24", "0.0.0.0/0"] } },
  { IpAddress: { "aws:SourceIp": ["0.0.0.0/1", "128.0.0.0/1"] } },
  { Bool: { "aws:SecureTransport": "true" } },
  { StringEquals: { "aws:PrincipalTag/team": "shop" } },
  { StringEquals: {} },
])("%j does not restrict the caller", (condition) => {
  expect(statusWith(condition)).toBe("fail");
  expect(statusWith(condition, { AWS: ["*"] })).toBe("fail");
});

describe("the default policies of services", () => {
  const root = { AWS: "arn:aws:iam::111122223333:root" };

  test("of a topic pass", () => {
    const actions = ["SNS:GetTopicAttributes", "SNS:SetTopicAttributes", "SNS:AddPermission", "SNS:Publish"];
    const statement = {
      Sid: "__default_statement_ID",
      Effect: "Allow",
      Principal: { AWS: "*" },
      Action: actions,
      Resource: "*",
      Condition: { StringEquals: { "AWS:SourceOwner": "111122223333" } },
    };
    const tls = {
      Effect: "Deny",
      Principal: "*",
      Action: "sns:Publish",
      Resource: "*",
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    };
    expect(statusOf("SNS-02", { aws_sns_topic_policy: { a: { policy: document(statement, tls) } } })).toBe("pass");
  });

  test("of a queue pass, but not with every action for a role", () => {
    const tls = {
      Effect: "Deny",
      Principal: "*",
      Action: "sqs:*",
      Resource: "*",
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    };
    const owner = { Sid: "__owner_statement", Effect: "Allow", Principal: root, Action: "SQS:*", Resource: "*" };
    const queue = (...statements: readonly object[]) =>
      statusOf("SQS-03", { aws_sqs_queue_policy: { a: { policy: document(...statements) } } });
    expect(queue(owner, tls)).toBe("pass");
    expect(queue({ ...owner, Principal: { AWS: "arn:aws:iam::111122223333:role/a" } }, tls)).toBe("fail");
  });

  test("of a key pass", () => {
    const owner = { Effect: "Allow", Principal: root, Action: "kms:*", Resource: "*" };
    const service = {
      Effect: "Allow",
      Principal: { AWS: "*" },
      Action: ["kms:Decrypt", "kms:CreateGrant"],
      Resource: "*",
      Condition: {
        StringEquals: { "kms:CallerAccount": "111122223333", "kms:ViaService": "rds.eu-west-1.amazonaws.com" },
      },
    };
    expect(statusOf("KMS-02", { aws_kms_key: { a: { policy: document(owner, service) } } })).toBe("pass");
  });
});

describe("a bucket policy for another account", () => {
  const bucket = (Action: string, provider: object) =>
    statusOf(
      "S3-08",
      {
        aws_s3_bucket_policy: {
          a: { policy: document({ Effect: "Allow", Principal: { AWS: "444455556666" }, Action, Resource: "*" }) },
        },
      },
      { provider: { aws: [provider] } },
    );

  test("may not change the protection of the bucket, unless the account is the own one", () => {
    expect(bucket("s3:PutBucketPolicy", {})).toBe("fail");
    expect(bucket("s3:PutBucketPolicy", { allowed_account_ids: ["111122223333"] })).toBe("fail");
    expect(bucket("s3:PutBucketPolicy", { allowed_account_ids: ["444455556666"] })).toBe("pass");
    expect(bucket("s3:GetObject", {})).toBe("pass");
  });
});
