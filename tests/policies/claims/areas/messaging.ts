import { type Claim, claims, json } from "../claim";

const KEY = "arn:aws:kms:eu-west-1:111122223333:key/77aa";

const tlsOnly = (action: string, resource: string) => ({
  Sid: "TlsOnly",
  Effect: "Deny",
  Principal: { AWS: "*" },
  Action: action,
  Resource: resource,
  Condition: { Bool: { "aws:SecureTransport": "false" } },
});

const TOPIC = "arn:aws:sns:eu-west-1:111122223333:alerts";
const topicTls = tlsOnly("sns:Publish", TOPIC);
const publish = {
  Sid: "Publish",
  Effect: "Allow",
  Principal: { AWS: "arn:aws:iam::111122223333:role/jobs" },
  Action: "sns:Publish",
  Resource: TOPIC,
};
const topicPolicy = (...statements: readonly object[]) => ({
  "aws_sns_topic_policy.alerts": { policy: json(topicTls, ...statements) },
});
const topic = {
  "aws_sns_topic.alerts": { name: "alerts", kms_master_key_id: KEY },
  "aws_sns_topic_policy.alerts": { arn: "${aws_sns_topic.alerts.arn}", policy: json(topicTls, publish) },
  "aws_sns_topic_subscription.jobs": {
    topic_arn: "${aws_sns_topic.alerts.arn}",
    protocol: "sqs",
    endpoint: "arn:aws:sqs:eu-west-1:111122223333:jobs",
    redrive_policy: JSON.stringify({ deadLetterTargetArn: "arn:aws:sqs:eu-west-1:111122223333:jobs-failed" }),
  },
};

const ofTopics = claims("aws_sns_topic.alerts", topic, {
  "CKV_AWS_26 AVD-AWS-0095 SNSEncryptedKMS SNS.1": [{ kms_master_key_id: undefined }, { kms_master_key_id: "" }],
  "AVD-AWS-0136": [{ kms_master_key_id: "alias/aws/sns" }],
  "CKV_AWS_169 SNS.4": {
    fails: [
      topicPolicy({ ...publish, Principal: "*" }),
      topicPolicy({ ...publish, Principal: { AWS: "*" }, Action: ["sns:Publish", "sns:Subscribe"] }),
      topicPolicy({ ...publish, Principal: "*", Condition: { StringLike: { "aws:SourceArn": "arn:aws:s3:*:*:*" } } }),
    ],
    passes: [
      topicPolicy({
        ...publish,
        Principal: { Service: "cloudwatch.amazonaws.com" },
        Condition: { StringEquals: { "aws:SourceAccount": "111122223333" } },
      }),
      topicPolicy({ ...publish, Principal: "*", Condition: { StringEquals: { "AWS:SourceOwner": "111122223333" } } }),
    ],
  },
  "AwsSolutions-SNS3": [
    { "aws_sns_topic_policy.alerts": { policy: json(publish) } },
    { "aws_sns_topic_policy.alerts": undefined },
    { "aws_sns_topic_policy.alerts": { policy: json({ ...topicTls, Effect: "Allow" }, publish) } },
  ],
  SNSRedrivePolicy: {
    fails: [{ "aws_sns_topic_subscription.jobs": { redrive_policy: undefined } }],
    passes: [
      {
        "aws_sns_topic_subscription.jobs": {
          protocol: "email",
          endpoint: "ops@acme.example",
          redrive_policy: undefined,
        },
      },
    ],
  },
});

const QUEUE = "arn:aws:sqs:eu-west-1:111122223333:orders";
const queueTls = tlsOnly("sqs:*", QUEUE);
const send = {
  Sid: "Send",
  Effect: "Allow",
  Principal: { AWS: "arn:aws:iam::111122223333:role/checkout" },
  Action: "sqs:SendMessage",
  Resource: QUEUE,
};
const queuePolicy = (...statements: readonly object[]) => ({
  "aws_sqs_queue_policy.orders": { policy: json(queueTls, ...statements) },
});
const queue = {
  "aws_sqs_queue.orders": {
    name: "orders",
    kms_master_key_id: KEY,
    message_retention_seconds: 86400,
    redrive_policy: '{"deadLetterTargetArn":"${aws_sqs_queue.failed.arn}","maxReceiveCount":5}',
  },
  "aws_sqs_queue.failed": {
    name: "orders-failed",
    kms_master_key_id: KEY,
    message_retention_seconds: 1209600,
    policy: json({ ...queueTls, Resource: "*" }),
  },
  "aws_sqs_queue_policy.orders": { queue_url: "${aws_sqs_queue.orders.id}", policy: json(queueTls, send) },
};

const ofQueues = claims("aws_sqs_queue.orders", queue, {
  "CKV_AWS_27 AVD-AWS-0096 AwsSolutions-SQS2 SQS.1": [
    { kms_master_key_id: undefined },
    { kms_master_key_id: undefined, sqs_managed_sse_enabled: false },
  ],
  "CKV2_AWS_73 AVD-AWS-0135": [{ kms_master_key_id: "alias/aws/sqs" }],
  "AwsSolutions-SQS3 SQSRedrivePolicy": {
    fails: [{ redrive_policy: undefined }],
    passes: [
      {
        redrive_policy: undefined,
        "aws_sqs_queue_redrive_policy.orders": {
          queue_url: "${aws_sqs_queue.orders.id}",
          redrive_policy: '{"deadLetterTargetArn":"${aws_sqs_queue.failed.arn}","maxReceiveCount":4}',
        },
      },
    ],
  },
  "CKV_AWS_72 AVD-AWS-0097": [
    queuePolicy({ ...send, Action: "*" }),
    queuePolicy({ ...send, Action: "sqs:*" }),
    queuePolicy({ ...send, Action: ["SQS:*"] }),
  ],
  "CKV_AWS_168 CKV_AWS_387 SQS.3": {
    fails: [
      queuePolicy({ ...send, Principal: "*" }),
      queuePolicy({ ...send, Principal: { AWS: ["*"] } }),
      queuePolicy({ ...send, Principal: "*", Condition: { ArnLike: { "aws:SourceArn": "arn:aws:sns:*:*:alerts" } } }),
    ],
    passes: [
      queuePolicy({ ...send, Principal: "*", Condition: { ArnEquals: { "aws:SourceArn": TOPIC } } }),
      queuePolicy({
        ...send,
        Principal: { Service: "sns.amazonaws.com" },
        Condition: { ArnLike: { "aws:SourceArn": "arn:aws:sns:eu-west-1:111122223333:*" } },
      }),
    ],
  },
  "AwsSolutions-SQS4": [
    { "aws_sqs_queue_policy.orders": undefined },
    { "aws_sqs_queue_policy.orders": { policy: json(send) } },
    {
      "aws_sqs_queue_policy.orders": {
        policy: json(
          { ...queueTls, Condition: { ...queueTls.Condition, StringEquals: { "aws:username": "ada" } } },
          send,
        ),
      },
    },
  ],
});

const put = {
  Effect: "Allow",
  Principal: { AWS: "arn:aws:iam::444455556666:root" },
  Action: "events:PutEvents",
  Resource: "arn:aws:events:eu-west-1:111122223333:event-bus/shop",
};
const bus = {
  "aws_cloudwatch_event_bus_policy.shop": { event_bus_name: "shop", policy: json(put) },
  "aws_cloudwatch_event_permission.partner": { principal: "444455556666", statement_id: "Partner" },
};
const target = {
  "aws_cloudwatch_event_target.jobs": {
    rule: "nightly",
    arn: "arn:aws:lambda:eu-west-1:111122223333:function:jobs",
    dead_letter_config: { arn: "arn:aws:sqs:eu-west-1:111122223333:jobs-failed" },
    retry_policy: { maximum_event_age_in_seconds: 3600, maximum_retry_attempts: 4 },
  },
};
const schedule = {
  "aws_scheduler_schedule.report": {
    schedule_expression: "rate(1 day)",
    kms_key_arn: KEY,
    flexible_time_window: { mode: "OFF" },
    target: {
      arn: "arn:aws:lambda:eu-west-1:111122223333:function:report",
      role_arn: "arn:aws:iam::111122223333:role/scheduler",
      input: '{"month":"all"}',
      dead_letter_config: { arn: "arn:aws:sqs:eu-west-1:111122223333:report-failed" },
      retry_policy: { maximum_retry_attempts: 2 },
    },
  },
};

const POOL = "aws_cognito_user_pool.shop";
const pool = {
  [POOL]: {
    name: "shop",
    mfa_configuration: "ON",
    deletion_protection: "ACTIVE",
    software_token_mfa_configuration: { enabled: true },
    password_policy: {
      minimum_length: 14,
      require_lowercase: true,
      require_numbers: true,
      require_symbols: true,
      require_uppercase: true,
    },
  },
};

const MACHINE = "aws_sfn_state_machine.refund";
const machine = {
  [MACHINE]: {
    name: "refund",
    definition: '{"StartAt":"Done","States":{"Done":{"Type":"Succeed"}}}',
    logging_configuration: { level: "ALL", include_execution_data: false },
    tracing_configuration: { enabled: true },
  },
};

export const MESSAGING: readonly Claim[] = [
  ...ofTopics,
  ...ofQueues,
  ...claims("aws_cloudwatch_event_bus_policy.shop", bus, {
    "AwsSolutions-EVB1": {
      fails: [
        { policy: json({ ...put, Principal: "*" }) },
        { policy: json({ ...put, Principal: "*", Condition: { StringLike: { "aws:PrincipalOrgID": "o-*" } } }) },
        { "aws_cloudwatch_event_permission.partner": { principal: "*" } },
      ],
      passes: [
        {
          policy: json({
            ...put,
            Principal: "*",
            Condition: { StringEquals: { "aws:PrincipalOrgID": "o-9z8y7x6w5v" } },
          }),
        },
      ],
    },
  }),
  ...claims("aws_cloudwatch_event_target.jobs", target, { EventBusDLQ: [{ dead_letter_config: undefined }] }),
  ...claims("aws_scheduler_schedule.report", schedule, { CKV_AWS_297: [{ kms_key_arn: undefined }] }),
  ...claims(POOL, pool, {
    "AwsSolutions-COG1 Cognito.3": [
      { "password_policy.minimum_length": 6 },
      { "password_policy.require_symbols": false },
      { "password_policy.require_numbers": undefined },
      { password_policy: undefined },
    ],
    "AwsSolutions-COG2 Cognito.5": {
      fails: [{ mfa_configuration: "OFF" }, { mfa_configuration: undefined }],
      passes: [{ mfa_configuration: "OPTIONAL" }],
    },
    "Cognito.6": [{ deletion_protection: "INACTIVE" }, { deletion_protection: undefined }],
  }),
  ...claims(
    "aws_cognito_identity_pool.shop",
    { "aws_cognito_identity_pool.shop": { identity_pool_name: "shop", allow_unauthenticated_identities: false } },
    {
      "CKV_AWS_366 AwsSolutions-COG7 Cognito.2": {
        fails: [{ allow_unauthenticated_identities: true }],
        passes: [{ allow_unauthenticated_identities: undefined }],
      },
    },
  ),
  ...claims(MACHINE, machine, {
    "AwsSolutions-SF1 StepFunctions.1": [
      { "logging_configuration.level": "OFF" },
      { "logging_configuration.level": "FATAL" },
      { logging_configuration: undefined },
    ],
    "CKV_AWS_284 AwsSolutions-SF2": [{ "tracing_configuration.enabled": false }, { tracing_configuration: undefined }],
  }),
];
