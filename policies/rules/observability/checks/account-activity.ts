import { fail } from "../../../engine/checks";
import type { Check } from "../../../engine/rule";

/** What CIS 4.1 to 4.15 want to hear of, and words without which no filter pattern can find it. */
const EVENTS: Readonly<Record<string, readonly string[]>> = {
  "unauthorized calls (4.1)": ["errorCode", "AccessDenied"],
  "console sign-in without a second factor (4.2)": ["ConsoleLogin", "MFAUsed"],
  "use of the root user (4.3)": ["userIdentity.type", "Root"],
  "changes of IAM policies (4.4)": ["AttachRolePolicy"],
  "changes of the trail (4.5)": ["StopLogging"],
  "failed console sign-ins (4.6)": ["Failed authentication"],
  "disabled or deleted keys (4.7)": ["ScheduleKeyDeletion"],
  "changes of bucket policies (4.8)": ["PutBucketPolicy"],
  "changes of AWS Config (4.9)": ["StopConfigurationRecorder"],
  "changes of security groups (4.10)": ["AuthorizeSecurityGroupIngress"],
  "changes of network ACLs (4.11)": ["CreateNetworkAclEntry"],
  "changes of gateways (4.12)": ["AttachInternetGateway"],
  "changes of route tables (4.13)": ["CreateRouteTable"],
  "changes of VPCs (4.14)": ["DeleteVpc"],
  "changes of the organization (4.15)": ["organizations.amazonaws.com"],
};

/** The log group of a trail is searched for each event. */
export const hearsOfEvents: Check = (trail, { graph }) => {
  const patterns = graph
    .targetsAt(trail, "cloud_watch_logs_group_arn")
    .flatMap((group) => graph.referrers(group, "aws_cloudwatch_log_metric_filter"))
    .map(({ values }) => String(values["pattern"]));
  return Object.entries(EVENTS)
    .filter(([, words]) => !patterns.some((pattern) => words.every((word) => pattern.includes(word))))
    .map(([event]) => fail("", `needs a metric filter for ${event}`));
};
