import type { Construct } from "constructs";
import { ServiceRole } from "../core";

interface BackupRoleProps {
  readonly name: string;
  readonly description: string;
  readonly account: string;
  /** AWS maintains these policies along with the types that AWS Backup supports; a copy of ours would go stale. */
  readonly managedPolicy: "AWSBackupServiceRolePolicyForBackup" | "AWSBackupServiceRolePolicyForRestores";
}

/** The role that AWS Backup works with, on behalf of one account only. */
export function createBackupRole(scope: Construct, props: BackupRoleProps): ServiceRole {
  return new ServiceRole(scope, "role", {
    name: props.name,
    description: props.description,
    service: "backup.amazonaws.com",
    trustConditions: [{ test: "StringEquals", variable: "aws:SourceAccount", values: [props.account] }],
    managedPolicyArns: { "managed-policy": `arn:aws:iam::aws:policy/service-role/${props.managedPolicy}` },
  });
}
