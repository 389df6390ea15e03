import { subnet, vpc } from "./blocks";
import type { Mistake } from "./mistake";

/** Mistakes that `terraform plan` reports. */
export const PLAN_MISTAKES: readonly Mistake[] = [
  {
    title: "an output of a sensitive value",
    error: "sensitive",
    config: {
      resource: { aws_ssm_parameter: { p: { name: "/p", type: "String", value: "v" } } },
      output: { o: { value: "${aws_ssm_parameter.p.value}" } },
    },
  },
  {
    title: "a reference to a string in place of a set",
    error: "set of string required",
    config: { resource: { aws_vpc: vpc, aws_db_subnet_group: { g: { name: "g", subnet_ids: "${aws_vpc.v.id}" } } } },
  },
  {
    title: "a resource that refers to itself",
    error: "Self-referential block",
    config: { resource: { aws_sns_topic: { t: { name: "${aws_sns_topic.t.arn}" } } } },
  },
  {
    title: "a count that is unknown until apply",
    error: "Invalid count argument",
    config: { resource: { aws_vpc: vpc, aws_sns_topic: { t: { name: "t", count: "${length(aws_vpc.v.id)}" } } } },
  },
  {
    title: "a for_each that is unknown until apply",
    error: "Invalid for_each argument",
    config: { resource: { aws_vpc: vpc, aws_sns_topic: { t: { name: "t", for_each: "${toset([aws_vpc.v.id])}" } } } },
  },
  {
    title: "an availability zone index out of range",
    error: "Invalid index",
    config: {
      data: { aws_availability_zones: { z: {} } },
      resource: {
        aws_vpc: vpc,
        aws_subnet: { s: subnet({ availability_zone: "${data.aws_availability_zones.z.names[5]}" }) },
      },
    },
  },
  {
    title: "an output of a write-only value",
    error: "sensitive",
    config: {
      resource: { aws_ssm_parameter: { p: { name: "/p", type: "String", value_wo: "v", value_wo_version: 1 } } },
      output: { o: { value: "${aws_ssm_parameter.p.value_wo}" } },
    },
  },
  {
    title: "a failed precondition",
    error: "must be us-east-1",
    config: {
      data: { aws_region: { r: {} } },
      resource: {
        aws_sns_topic: {
          t: {
            name: "t",
            lifecycle: {
              precondition: [
                { condition: '${data.aws_region.r.name == "us-east-1"}', error_message: "must be us-east-1" },
              ],
            },
          },
        },
      },
    },
  },
  {
    title: "an unknown attribute of a nested object",
    error: 'does not have an attribute named "record"',
    config: {
      resource: { aws_acm_certificate: { c: { domain_name: "a.test" } } },
      output: { o: { value: "${tolist(aws_acm_certificate.c.domain_validation_options)[0].record}" } },
    },
  },
  {
    title: "a duplicate statement id",
    error: "duplicate Sid (S)",
    config: {
      data: {
        aws_iam_policy_document: {
          d: { statement: ["a:b", "a:c"].map((action) => ({ sid: "S", actions: [action], resources: ["*"] })) },
        },
      },
    },
  },
];
