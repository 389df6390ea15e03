import { alarm, field, group, pipeline, role, rule, subnet, vpc } from "./blocks";
import type { Mistake } from "./mistake";

/** Mistakes that `terraform validate` reports. */
export const VALIDATE_MISTAKES: readonly Mistake[] = [
  {
    title: "a reference to an undeclared resource",
    error: 'managed resource "aws_vpc" "v" has not been declared',
    config: { resource: { aws_subnet: { s: subnet() } } },
  },
  {
    title: "an unknown attribute of a resource",
    error: 'no argument, nested block, or exported attribute named "idd"',
    config: { resource: { aws_vpc: vpc, aws_subnet: { s: subnet({ vpc_id: "${aws_vpc.v.idd}" }) } } },
  },
  {
    title: "an unknown attribute of a data source",
    error: 'attribute named "nam"',
    config: { data: { aws_region: { r: {} } }, output: { o: { value: "${data.aws_region.r.nam}" } } },
  },
  {
    title: "an unknown argument",
    error: "Extraneous JSON object property",
    config: { resource: { aws_vpc: { v: { cidr_block: "10.0.0.0/16", cidr: "x" } } } },
  },
  {
    title: "an unknown argument of a nested block",
    error: 'No argument or block type is named "subnets"',
    config: {
      resource: {
        aws_lambda_function: { f: { function_name: "f", role: "arn:aws:iam::1:role/f", vpc_config: { subnets: [] } } },
      },
    },
  },
  {
    title: "a missing required argument",
    error: "Missing required argument",
    config: { resource: { aws_subnet: { s: { cidr_block: "10.0.0.0/24" } } } },
  },
  {
    title: "a missing required argument of a nested block",
    error: "Missing required argument",
    config: {
      resource: {
        aws_lambda_function: {
          f: { function_name: "f", role: "arn:aws:iam::1:role/f", vpc_config: { subnet_ids: [] } },
        },
      },
    },
  },
  {
    title: "a missing required block",
    error: "Insufficient versioning_configuration blocks",
    config: { resource: { aws_s3_bucket_versioning: { b: { bucket: "b" } } } },
  },
  {
    title: "two blocks where one is allowed",
    error: "Too many tracing_config blocks",
    config: {
      resource: {
        aws_lambda_function: {
          f: {
            function_name: "f",
            role: "arn:aws:iam::1:role/f",
            tracing_config: [{ mode: "Active" }, { mode: "Active" }],
          },
        },
      },
    },
  },
  {
    title: "a string in place of a number",
    error: "a number is required",
    config: { resource: { aws_cloudwatch_metric_alarm: { a: alarm({ period: "five" }) } } },
  },
  {
    title: "an object in place of a string",
    error: "string required",
    config: { resource: { aws_sns_topic: { t: { name: { a: "b" } } } } },
  },
  {
    title: "a value for a computed attribute",
    error: "unconfigurable attribute",
    config: { resource: { aws_vpc: { v: { cidr_block: "10.0.0.0/16", arn: "arn:aws:ec2:x" } } } },
  },
  {
    title: "a cycle of references",
    error: "Cycle:",
    config: {
      resource: { aws_sns_topic: { a: { name: "${aws_sns_topic.b.arn}" }, b: { name: "${aws_sns_topic.a.arn}" } } },
    },
  },
  {
    title: "a reference to a counted resource without an index",
    error: "Missing resource instance key",
    config: { resource: { aws_vpc: { v: { cidr_block: "10.0.0.0/16", count: 2 } }, aws_subnet: { s: subnet() } } },
  },
  {
    title: "an inline security group rule without all fields",
    error: 'attributes "cidr_blocks"',
    config: { resource: group({ ingress: [{ from_port: 1, to_port: 1, protocol: "tcp" }] }) },
  },
  {
    title: "an unescaped policy variable",
    error: "Extra characters after interpolation expression",
    config: { resource: { aws_iam_role: { r: role({ assume_role_policy: '{"a":"${aws:username}"}' }) } } },
  },
  {
    title: "an unescaped log variable",
    error: 'managed resource "context" "requestId"',
    config: { resource: { aws_cloudwatch_log_group: { g: { name: "${context.requestId}" } } } },
  },
  {
    title: "an unknown function",
    error: "Call to unknown function",
    config: { resource: { aws_sns_topic: { t: { name: '${upcase("a")}' } } } },
  },
  {
    title: "an unknown provider alias",
    error: "Provider configuration not present",
    config: { resource: { aws_sns_topic: { t: { name: "t", provider: "aws.elsewhere" } } } },
  },
  {
    title: "an unknown argument in ignore_changes",
    error: 'attribute named "nam"',
    config: { resource: { aws_sns_topic: { t: { name: "t", lifecycle: { ignore_changes: ["nam"] } } } } },
  },
  {
    title: "an unknown resource in depends_on",
    error: "has not been declared",
    config: { resource: { aws_sns_topic: { t: { name: "t", depends_on: ["aws_vpc.none"] } } } },
  },
  {
    title: "a reference to an undeclared resource in a web ACL statement",
    error: "has not been declared",
    config: { resource: rule({ ip_set_reference_statement: { arn: "${aws_wafv2_ip_set.none.arn}" } }) },
  },
  {
    title: "an unknown argument of a web ACL statement",
    error: 'No argument or block type is named "search_text"',
    config: {
      resource: rule({ byte_match_statement: { ...field, positional_constraint: "EXACTLY", search_text: "a" } }),
    },
  },
  {
    title: "an unknown web ACL statement",
    error: 'No argument or block type is named "ip_match_statement"',
    config: { resource: rule({ ip_match_statement: {} }) },
  },
  {
    title: "a pipeline with one stage",
    error: "Insufficient stage blocks",
    config: { resource: pipeline(1) },
  },
  {
    title: "a subnet number outside its network",
    error: "does not accommodate a subnet numbered 20",
    config: { resource: { aws_vpc: { v: { cidr_block: '${cidrsubnet("10.0.0.0/16", 4, 20)}' } } } },
  },
  {
    title: "a function argument that is not a CIDR block",
    error: "invalid CIDR",
    config: { resource: { aws_vpc: { v: { cidr_block: '${cidrsubnet("10.0.0.0", 4, 1)}' } } } },
  },
  {
    title: "a name in place of an ARN",
    error: "Invalid ARN",
    config: { resource: { aws_iam_role_policy_attachment: { a: { role: "r", policy_arn: "ReadOnlyAccess" } } } },
  },
  {
    title: "a policy that is not JSON",
    error: "Invalid JSON",
    config: { resource: { aws_iam_role: { r: role({ assume_role_policy: "{,}" }) } } },
  },
  {
    title: "a malformed CIDR block",
    error: "Invalid CIDR block",
    config: { resource: { aws_vpc: { v: { cidr_block: "10.0.0.0/33" } } } },
  },
  {
    title: "an unknown resource type",
    error: 'does not support resource type "aws_sns_topics"',
    config: { resource: { aws_sns_topics: { t: { name: "t" } } } },
  },
];
