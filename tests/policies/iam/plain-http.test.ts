import { document, statusOf } from "./verdict";

const plain = { Bool: { "aws:SecureTransport": "false" } };
const deny = { Effect: "Deny", Principal: "*", Action: "sqs:*", Resource: "*", Condition: plain };
const queue = (change: object) =>
  statusOf("SQS-03", { aws_sqs_queue_policy: { a: { policy: document({ ...deny, ...change }) } } });
const bucket = (change: object) =>
  statusOf("S3-02", { aws_s3_bucket_policy: { a: { policy: document({ ...deny, Action: "s3:*", ...change }) } } });

test.each([
  {},
  { Principal: { AWS: "*" } },
  { Principal: { AWS: ["*"] } },
  { Action: ["SQS:*"] },
  { Action: "*" },
  { Condition: { Bool: { "aws:SecureTransport": false } } },
  { Condition: { Bool: { "aws:SecureTransport": ["false"] } } },
  { Condition: { BoolIfExists: { "AWS:SecureTransport": "false" } } },
  { Condition: { bool: { "aws:securetransport": "false" } } },
  { Resource: "arn:aws:sqs:eu-west-1:111122223333:orders" },
])("%j denies plain HTTP to a queue", (change) => {
  expect(queue(change)).toBe("pass");
});

test.each([
  { Effect: "Allow", Principal: { AWS: "111122223333" }, Action: "sqs:SendMessage" },
  { Principal: { Service: "sns.amazonaws.com" } },
  { Principal: { AWS: "arn:aws:iam::111122223333:role/a" } },
  { Principal: undefined, NotPrincipal: { AWS: "arn:aws:iam::111122223333:role/a" } },
  { Action: "sqs:SendMessage" },
  { Action: undefined, NotAction: "sqs:ReceiveMessage" },
  { Resource: undefined },
  { Condition: { Bool: { "aws:SecureTransport": "true" } } },
  { Condition: { Bool: { "aws:SecureTransport": ["true", "false"] } } },
  { Condition: { StringEquals: { "aws:SecureTransport": "false" } } },
  { Condition: { ...plain, IpAddress: { "aws:SourceIp": "10.0.0.0/8" } } },
  { Condition: { Bool: { "aws:SecureTransport": "false", "aws:ViaAWSService": "false" } } },
])("%j does not deny plain HTTP to a queue", (change) => {
  expect(queue(change)).toBe("fail");
});

test.each([
  [{ Resource: ["arn:aws:s3:::a/*", "arn:aws:s3:::a"] }, "pass"],
  [{ Resource: ["arn:aws:s3:::a/*", "arn:aws:s3:::b"] }, "fail"],
  [{ Resource: ["arn:aws:s3:::a", "arn:aws:s3:::a/public/*"] }, "fail"],
  [{ Action: ["s3:GetObject", "s3:PutObject"] }, "fail"],
] as const)("%j for a bucket: %s", (change, status) => {
  expect(bucket(change)).toBe(status);
});

const both = (rule: string, type: string, ...changes: readonly object[]) =>
  statusOf(rule, { [type]: { a: { policy: document(...changes.map((change) => ({ ...deny, ...change }))) } } });

test("several statements deny plain HTTP together", () => {
  const ofBucket = { Action: "s3:*", Resource: "arn:aws:s3:::a" };
  const ofObjects = { Action: "s3:*", Resource: "arn:aws:s3:::a/*" };
  expect(both("S3-02", "aws_s3_bucket_policy", ofBucket, ofObjects)).toBe("pass");
  expect(both("S3-02", "aws_s3_bucket_policy", ofBucket, { ...ofObjects, Action: "s3:GetObject" })).toBe("fail");
  expect(both("S3-02", "aws_s3_bucket_policy", ofBucket, { ...ofObjects, Principal: { AWS: "111122223333" } })).toBe(
    "fail",
  );
  expect(both("S3-02", "aws_s3_bucket_policy", ofBucket, { ...ofObjects, Resource: "${var.objects}" })).toBe("unknown");
  expect(both("S3-02", "aws_s3_bucket_policy", ofBucket, { ...ofObjects, Action: "${var.actions}" })).toBe("unknown");
  expect(both("S3-02", "aws_s3_bucket_policy", { ...ofBucket, Resource: "${aws_s3_bucket.a.arn}" })).toBe("unknown");
});

test("a Deny of some actions of a queue leaves the others, one of a topic's messages is enough", () => {
  const [send, receive] = [{ Action: "sqs:SendMessage" }, { Action: "sqs:ReceiveMessage" }];
  expect(both("SQS-03", "aws_sqs_queue_policy", send, receive)).toBe("fail");
  expect(both("SQS-03", "aws_sqs_queue_policy", send, { Action: "sqs:*" })).toBe("pass");
  const [publish, subscribe] = [{ Action: "sns:Publish" }, { Action: "sns:Subscribe" }];
  expect(both("SNS-02", "aws_sns_topic_policy", subscribe, publish)).toBe("pass");
  expect(both("SNS-02", "aws_sns_topic_policy", subscribe, { Action: "sns:GetTopicAttributes" })).toBe("fail");
});
