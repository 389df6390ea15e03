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
