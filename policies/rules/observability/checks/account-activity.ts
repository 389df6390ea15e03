import { fail } from "../../../engine/checks";
import type { Check } from "../../../engine/rule";

/** Events of CIS 4.1 to 4.15, and words that every filter pattern for them contains. */
const EVENTS: Readonly<Record<string, readonly string[]>> = {
  "unauthorized calls (4.1)": ["errorCode", "AccessDenied"],
  "console sign-in without MFA (4.2)": ["ConsoleLogin", "MFAUsed"],
  "use of the root user (4.3)": ["userIdentity.type", "Root"],
  "changes to IAM policies (4.4)": ["AttachRolePolicy"],
  "changes to the trail (4.5)": ["StopLogging"],
  "failed console sign-ins (4.6)": ["Failed authentication"],
  "disabled or deleted keys (4.7)": ["ScheduleKeyDeletion"],
  "changes to bucket policies (4.8)": ["PutBucketPolicy"],
  "changes to AWS Config (4.9)": ["StopConfigurationRecorder"],
  "changes to security groups (4.10)": ["AuthorizeSecurityGroupIngress"],
  "changes to network ACLs (4.11)": ["CreateNetworkAclEntry"],
  "changes to gateways (4.12)": ["AttachInternetGateway"],
  "changes to route tables (4.13)": ["CreateRouteTable"],
  "changes to VPCs (4.14)": ["DeleteVpc"],
  "changes to the organization (4.15)": ["organizations.amazonaws.com"],
};

/** Requires a metric filter for each event on the log group of a trail. */
export const alarmsOnCisEvents: Check = (trail, { graph }) => {
  const patterns = graph
    .targetsAt(trail, "cloud_watch_logs_group_arn")
    .flatMap((group) => graph.referrers(group, "aws_cloudwatch_log_metric_filter"))
    .map(({ values }) => String(values["pattern"]));
  return Object.entries(EVENTS)
    .filter(([, words]) => !patterns.some((pattern) => words.every((word) => pattern.includes(word))))
    .map(([event]) => fail("", `needs a metric filter for ${event}`));
};
