import type { Metric, Signal } from "../../core";

/** Activity in the log of a trail: a filter pattern of CloudWatch Logs and the conclusion for operators. */
interface Activity {
  readonly pattern: string;
  readonly why: string;
}

/** A pattern of events with one of the names, of one source where several services use the names. */
function named(names: readonly string[], source?: string): string {
  const any = names.map((name) => `($.eventName = ${name})`).join(" || ");
  return source === undefined ? `{ ${any} }` : `{ ($.eventSource = ${source}) && (${any}) }`;
}

const IDENTITY_POLICY_CHANGES = ["Attach", "Detach", "Put", "Delete"].flatMap((verb) =>
  ["Group", "Role", "User"].map((owner) => `${verb}${owner}Policy`),
);
const POLICY_CHANGES = [
  ...IDENTITY_POLICY_CHANGES,
  "CreatePolicy",
  "DeletePolicy",
  "CreatePolicyVersion",
  "DeletePolicyVersion",
];

const BUCKET_SETTINGS = ["Acl", "Policy", "Cors", "Lifecycle", "Replication"];
const BUCKET_CHANGES = [
  ...BUCKET_SETTINGS.map((setting) => `PutBucket${setting}`),
  ...BUCKET_SETTINGS.slice(1).map((setting) => `DeleteBucket${setting}`),
];

/** Activity by id, in the order of CIS AWS Foundations Benchmark 3.0, 4.1 to 4.15. */
export const ACTIVITY: Readonly<Record<string, Activity>> = {
  "unauthorized-calls": {
    pattern: '{ ($.errorCode = "*UnauthorizedOperation") || ($.errorCode = "AccessDenied*") }',
    why: "Calls were refused: somebody explores the account, or a role lacks a permission",
  },
  "sign-in-without-mfa": {
    pattern:
      '{ ($.eventName = "ConsoleLogin") && ($.additionalEventData.MFAUsed != "Yes") && ($.userIdentity.type = "IAMUser") && ($.responseElements.ConsoleLogin = "Success") }',
    why: "A user signed in to the console without a second factor",
  },
  "root-user": {
    pattern:
      '{ $.userIdentity.type = "Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != "AwsServiceEvent" }',
    why: "The root user acted; only break-glass procedures use it",
  },
  "iam-changes": { pattern: named(POLICY_CHANGES), why: "IAM policies changed" },
  "trail-changes": {
    pattern: named(["CreateTrail", "UpdateTrail", "DeleteTrail", "StartLogging", "StopLogging"]),
    why: "A trail changed: events may be missing from now on",
  },
  "failed-sign-ins": {
    pattern: '{ ($.eventName = ConsoleLogin) && ($.errorMessage = "Failed authentication") }',
    why: "Somebody failed to sign in to the console",
  },
  "key-deletions": {
    pattern: named(["DisableKey", "ScheduleKeyDeletion"], "kms.amazonaws.com"),
    why: "A key was disabled or will be deleted, and its data with it; cancel the deletion within its window",
  },
  "bucket-policy-changes": {
    pattern: named(BUCKET_CHANGES, "s3.amazonaws.com"),
    why: "Access to a bucket, its lifecycle or its replication changed",
  },
  "config-changes": {
    pattern: named(
      ["StopConfigurationRecorder", "DeleteDeliveryChannel", "PutDeliveryChannel", "PutConfigurationRecorder"],
      "config.amazonaws.com",
    ),
    why: "AWS Config changed: configurations may no longer be recorded",
  },
  "security-group-changes": {
    pattern: named([
      "AuthorizeSecurityGroupIngress",
      "AuthorizeSecurityGroupEgress",
      "RevokeSecurityGroupIngress",
      "RevokeSecurityGroupEgress",
      "CreateSecurityGroup",
      "DeleteSecurityGroup",
    ]),
    why: "A security group changed",
  },
  "network-acl-changes": {
    pattern: named([
      "CreateNetworkAcl",
      "CreateNetworkAclEntry",
      "DeleteNetworkAcl",
      "DeleteNetworkAclEntry",
      "ReplaceNetworkAclEntry",
      "ReplaceNetworkAclAssociation",
    ]),
    why: "A network ACL changed",
  },
  "gateway-changes": {
    pattern: named([
      "CreateCustomerGateway",
      "DeleteCustomerGateway",
      "AttachInternetGateway",
      "CreateInternetGateway",
      "DeleteInternetGateway",
      "DetachInternetGateway",
    ]),
    why: "A way into or out of a VPC changed",
  },
  "route-table-changes": {
    pattern: named(
      [
        "CreateRoute",
        "CreateRouteTable",
        "ReplaceRoute",
        "ReplaceRouteTableAssociation",
        "DeleteRouteTable",
        "DeleteRoute",
        "DisassociateRouteTable",
      ],
      "ec2.amazonaws.com",
    ),
    why: "Routes of a VPC changed",
  },
  "vpc-changes": {
    pattern: named([
      "CreateVpc",
      "DeleteVpc",
      "ModifyVpcAttribute",
      "AcceptVpcPeeringConnection",
      "CreateVpcPeeringConnection",
      "DeleteVpcPeeringConnection",
      "RejectVpcPeeringConnection",
    ]),
    why: "A VPC or its peering changed",
  },
  "organization-changes": {
    pattern: named(
      [
        "AcceptHandshake",
        "AttachPolicy",
        "CreateAccount",
        "CreateOrganizationalUnit",
        "CreatePolicy",
        "DeclineHandshake",
        "DeleteOrganization",
        "DeleteOrganizationalUnit",
        "DeletePolicy",
        "DetachPolicy",
        "DisablePolicyType",
        "EnablePolicyType",
        "InviteAccountToOrganization",
        "LeaveOrganization",
        "MoveAccount",
        "RemoveAccountFromOrganization",
        "UpdateOrganizationalUnit",
        "UpdatePolicy",
      ],
      "organizations.amazonaws.com",
    ),
    why: "The organization changed",
  },
};

/** Metric that the filter of an activity counts. */
export function activityMetric(trailName: string, activity: string): Metric {
  return {
    namespace: `${trailName}/activity`,
    metricName: activity,
    dimensions: {},
    statistic: "Sum",
    label: activity,
  };
}

/** One signal for each activity: one event in five minutes. */
export function activitySignals(id: string, trailName: string): readonly Signal[] {
  return Object.entries(ACTIVITY).map(([activity, { why }]) => ({
    ...activityMetric(trailName, activity),
    id: `${id}-${activity}`,
    why,
    threshold: 1,
    comparison: "at-or-above",
    periodSeconds: 300,
    evaluationPeriods: 1,
    missingData: "notBreaching",
  }));
}
