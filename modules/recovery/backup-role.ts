import type { Construct } from "constructs";
import { AwsStack, ServiceRole } from "../core";

/** ARNs of AWS-managed policies, which AWS extends with every type that AWS Backup supports. S3 has its own. */
const MANAGED_POLICIES = {
  backup: {
    "managed-policy": "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup",
    "s3-policy": "arn:aws:iam::aws:policy/AWSBackupServiceRolePolicyForS3Backup",
  },
  restore: {
    "managed-policy": "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForRestores",
    "s3-policy": "arn:aws:iam::aws:policy/AWSBackupServiceRolePolicyForS3Restore",
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
  const { account } = AwsStack.of(scope);
  const { "s3-policy": bucketPolicy, ...policies } = MANAGED_POLICIES[props.task];
  return new ServiceRole(scope, "role", {
    name: props.name,
    description: props.description,
    service: "backup.amazonaws.com",
    trustConditions: [{ test: "StringEquals", variable: "aws:SourceAccount", values: [account] }],
    managedPolicyArns: props.includesBuckets ? { ...policies, "s3-policy": bucketPolicy } : policies,
  });
}
