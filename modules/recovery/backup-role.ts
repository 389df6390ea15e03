import type { Construct } from "constructs";
import { AwsStack, ServiceRole } from "../core";

interface BackupRoleProps {
  readonly name: string;
  readonly description: string;
  /** AWS-managed policy, which AWS extends with every type that AWS Backup supports. */
  readonly managedPolicy: "AWSBackupServiceRolePolicyForBackup" | "AWSBackupServiceRolePolicyForRestores";
}

/** Creates a role that AWS Backup can assume for the stack's account only. */
export function createBackupRole(scope: Construct, props: BackupRoleProps): ServiceRole {
  const { account } = AwsStack.of(scope);
  return new ServiceRole(scope, "role", {
    name: props.name,
    description: props.description,
    service: "backup.amazonaws.com",
    trustConditions: [{ test: "StringEquals", variable: "aws:SourceAccount", values: [account] }],
    managedPolicyArns: { "managed-policy": `arn:aws:iam::aws:policy/service-role/${props.managedPolicy}` },
  });
}
