import { type BadInput, refused } from "../bad-input";

const group = (values: object = {}) => ({ aws_cloudwatch_log_group: { shop: { name: "shop", ...values } } });
const GROUP = { log_group_name: "${aws_cloudwatch_log_group.shop.name}" };
const filter = (changes: object, owner: object = group()) => ({
  ...owner,
  aws_cloudwatch_log_metric_filter: {
    errors: {
      ...GROUP,
      name: "errors",
      pattern: "ERROR",
      metric_transformation: [{ name: "Errors", namespace: "Shop", value: "1" }],
      ...changes,
    },
  },
});
const transformation = (changes: object) =>
  filter({
    pattern: "{ $.level = ERROR }",
    metric_transformation: [{ name: "Errors", namespace: "Shop", value: "1", ...changes }],
  });
const subscription = (values: object) => ({
  ...group(),
  aws_cloudwatch_log_subscription_filter: { all: { ...GROUP, name: "all", filter_pattern: "", ...values } },
});
const protection = (statements: readonly object[], version = "2021-06-01") => ({
  ...group(),
  aws_cloudwatch_log_data_protection_policy: {
    shop: { ...GROUP, policy_document: JSON.stringify({ Name: "shop", Version: version, Statement: statements }) },
  },
});
const IDENTIFIER = "arn:aws:dataprotection::aws:data-identifier/EmailAddress";
const AUDIT = { Sid: "audit", DataIdentifier: [IDENTIFIER], Operation: { Audit: { FindingsDestination: {} } } };
const MASK = { Sid: "mask", DataIdentifier: [IDENTIFIER], Operation: { Deidentify: { MaskConfig: {} } } };

export const LOGS: readonly BadInput[] = [
  refused(
    "pf-logs-metric-dimensions-default-exclusive",
    "aws_cloudwatch_log_metric_filter.errors metric_transformation[0].default_value",
    "The metric transformation sets both dimensions and default_value",
    transformation({ default_value: "0", dimensions: { Level: "$.level" } }),
  ),
  refused(
    "pf-logs-metric-dimension-selector",
    "aws_cloudwatch_log_metric_filter.errors metric_transformation[0].dimensions",
    "Dimension 'Level' has the literal value 'level'",
    transformation({ dimensions: { Level: "level" } }),
  ),
  refused(
    "pf-logs-metric-namespace-reserved",
    "aws_cloudwatch_log_metric_filter.errors metric_transformation[0].namespace",
    "namespace 'AWS/Shop' is in the reserved AWS/ prefix",
    transformation({ namespace: "AWS/Shop" }),
  ),
  refused(
    "pf-logs-filter-pattern-bracket",
    "aws_cloudwatch_log_metric_filter.errors pattern",
    "The metric filter pattern starts with '[' but does not end with ']'",
    filter({ pattern: "[level, message" }),
  ),
  refused(
    "pf-logs-infrequent-access-metric-filter",
    "aws_cloudwatch_log_metric_filter.errors log_group_name",
    "The target log group uses the Infrequent Access log class",
    filter({}, group({ log_group_class: "INFREQUENT_ACCESS" })),
  ),
  refused(
    "pf-logs-subscription-destination-vendor",
    "aws_cloudwatch_log_subscription_filter.all destination_arn",
    "The destination ARN names the service 'sqs'",
    subscription({ destination_arn: "arn:aws:sqs:us-east-1:123456789012:logs" }),
  ),
  refused(
    "pf-logs-subscription-firehose-role",
    "aws_cloudwatch_log_subscription_filter.all ",
    "The subscription filter targets a Firehose delivery stream but sets",
    subscription({ destination_arn: "arn:aws:firehose:us-east-1:123456789012:deliverystream/logs" }),
  ),
  refused(
    "pf-logs-subscription-kinesis-role",
    "aws_cloudwatch_log_subscription_filter.all ",
    "The subscription filter targets a Kinesis stream but sets no role_arn",
    subscription({ destination_arn: "arn:aws:kinesis:us-east-1:123456789012:stream/logs" }),
  ),
  refused(
    "pf-logs-data-protection-policy-statements",
    "aws_cloudwatch_log_data_protection_policy.shop policy_document",
    "The data protection policy has 1 statements",
    protection([AUDIT]),
  ),
  refused(
    "pf-logs-data-protection-policy-version",
    "aws_cloudwatch_log_data_protection_policy.shop policy_document",
    "The data protection policy Version is '2012-10-17'",
    protection([AUDIT, MASK], "2012-10-17"),
  ),
  refused(
    "pf-logs-resource-policy-json",
    "aws_cloudwatch_log_resource_policy.shop policy_document",
    "policy_document is not an IAM policy document",
    {
      aws_cloudwatch_log_resource_policy: { shop: { policy_name: "shop", policy_document: "{}" } },
    },
  ),
];
