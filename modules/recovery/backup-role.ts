import type { Construct } from "constructs";
import { AwsStack, ServiceRole } from "../core";

/** Names of AWS-managed policies, which AWS extends with every type that AWS Backup supports. S3 has its own. */
const MANAGED_POLICIES = {
  backup: {
    "managed-policy": "service-role/AWSBackupServiceRolePolicyForBackup",
    "s3-policy": "AWSBackupServiceRolePolicyForS3Backup",
  },
  restore: {
    "managed-policy": "service-role/AWSBackupServiceRolePolicyForRestores",
    "s3-policy": "AWSBackupServiceRolePolicyForS3Restore",
  },
} as const;

interface BackupRoleProps {
  readonly name: string;
  readonly description: string;
  readonly task: "backup" | "restore";
  readonly includesBuckets: boolean;
}

/** Creates a role that AWS Backup can assume for the stack's account only. */
export function createBackupRole(scope: Construct, props: BackupRoleProps): ServiceRole {
  const { account, partition } = AwsStack.of(scope);
  const policies = Object.entries(MANAGED_POLICIES[props.task])
    .filter(([id]) => id !== "s3-policy" || props.includesBuckets)
    .map(([id, name]) => [id, `arn:${partition}:iam::aws:policy/${name}`]);
  return new ServiceRole(scope, "role", {
    name: props.name,
    description: props.description,
    service: "backup.amazonaws.com",
    trustConditions: [{ test: "StringEquals", variable: "aws:SourceAccount", values: [account] }],
    managedPolicyArns: Object.fromEntries(policies) as Record<string, string>,
  });
}
