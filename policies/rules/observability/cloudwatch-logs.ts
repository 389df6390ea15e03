import { all, atLeast, fail, forType, isSet, when } from "../../engine/checks";
import type { Resource } from "../../engine/resource";
import type { ResourceGraph } from "../../graph/resource-graph";
import type { Check, Rule } from "../../engine/rule";
import { isEmpty, valueAt } from "../../engine/values";
import { eachStatement, unknownCallerProblem } from "../../iam/questions";

const AUDITED = ["aws_cloudtrail", "aws_flow_log", "aws_route53_query_log", "aws_wafv2_web_acl_logging_configuration"];

const isAudit = (group: Resource, graph: ResourceGraph): boolean =>
  AUDITED.some((type) => graph.referrers(group, type).length > 0);

const LOG_GROUP = "aws_cloudwatch_log_group";

const hasRetentionAndKey = all(
  when((group, { graph }) => isAudit(group, graph), atLeast("retention_in_days", "auditDays")),
  when((group, { graph }) => !isAudit(group, graph), atLeast("retention_in_days", "days")),
  isSet("kms_key_id"),
);

/** Lambda creates a missing log group itself, unencrypted and without retention. */
const hasManagedLogGroup: Check = ({ stack, values }, { graph }) => {
  const own = `/aws/lambda/${String(values["function_name"])}`;
  const isManaged =
    !isEmpty(valueAt(values, "logging_config.log_group")) ||
    graph.inStack(stack, LOG_GROUP).some((group) => group.values["name"] === own);
  return isManaged ? [] : [fail("logging_config.log_group", `must be set, or the stack needs a log group ${own}`)];
};

export const CLOUDWATCH_LOGS_RULES: readonly Rule[] = [
  {
    id: "LOG-01",
    title: "Log groups are encrypted and have a retention period, audit logs one year",
    severity: "medium",
    rationale:
      "Logs that never expire are billed forever; logs that expire too early cannot explain an incident. Trails, flow logs, DNS query logs and web ACL logs are evidence.",
    fix: "Set retention_in_days (in prod 90, and 365 for audit logs) and kms_key_id; set logging_config.log_group on a function. In a Groundplan module: `logRetentionDays` or `flowLogRetentionDays`.",
    awsError:
      "AccessDeniedException: The specified KMS key does not exist or is not allowed to be used with this log group",
    controls: {
      fsbp: ["CloudWatch.16"],
      nist: ["AU-11", "SC-28(1)"],
      checkov: ["CKV_AWS_66", "CKV_AWS_338", "CKV_AWS_158"],
      trivy: ["AVD-AWS-0017"],
      nag: ["CloudWatchLogGroupRetentionPeriod"],
    },
    types: [LOG_GROUP, "aws_lambda_function"],
    parameters: { days: 90, auditDays: 365 },
    relaxed: { staging: { days: 14, auditDays: 14 }, dev: { days: 1, auditDays: 1 } },
    check: all(forType(LOG_GROUP, hasRetentionAndKey), forType("aws_lambda_function", hasManagedLogGroup)),
  },
  {
    id: "LOG-02",
    title: "Log resource policies allow services of this account only",
    severity: "high",
    rationale: "An open policy lets any account write to the log group.",
    fix: "Add a condition on aws:SourceAccount or aws:SourceArn.",
    controls: { nist: ["AC-3", "AU-9(3)"] },
    types: ["aws_cloudwatch_log_resource_policy"],
    check: all(isSet("policy_document"), eachStatement("policy_document", unknownCallerProblem)),
  },
];
