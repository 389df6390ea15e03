import type { RdsInstance } from "groundplan/data/rds";
import { BackupPlan, BackupVault, RestoreTesting, vaultArn } from "groundplan/recovery";
import type { Context } from "./context";
import { accept, isJudgedAsProduction } from "../waivers";

/** A schedule that runs in every hour, as policies want in production. */
const HOURLY = /^cron\(\d+ \* /;

export interface Backups {
  readonly vault: BackupVault;
  readonly plan: BackupPlan;
}

/**
 * Daily snapshots with copies in the region of recovery, and a weekly restore as their proof. RDS itself allows
 * point-in-time recovery in both regions.
 */
export function createBackups({ stack, environment, keys, recovery }: Context, database: RdsInstance): Backups {
  const { prefix, deletionProtection } = environment;
  const vault = new BackupVault(stack, "vault", { name: prefix, key: keys.backups, deletionProtection });
  new BackupVault(stack, "copy-vault", { name: prefix, regional: recovery, key: keys.copies, deletionProtection });
  const copyTo = vaultArn(recovery.region, stack.account, prefix);
  const plan = new BackupPlan(stack, "backup-plan", {
    name: `${prefix}-backups`,
    vault,
    rules: [{ ...environment.backups, name: "daily", copyTo }],
    selection: { tag: { key: "backup", value: prefix }, arns: [database.instanceArn] },
  });
  if (isJudgedAsProduction(environment) && !HOURLY.test(environment.backups.schedule))
    accept(plan, "plan", "BKP-02", "The document takes snapshots daily; point-in-time recovery keeps the RPO of 1 h");
  new RestoreTesting(stack, "restore-testing", {
    name: prefix.replaceAll("-", "_"),
    schedule: "cron(0 7 ? * SUN *)",
    vaultArns: [vault.vaultArn],
    resourceTypes: ["RDS"],
    // AWS would look for a default VPC, which the account need not have.
    restoreMetadata: { RDS: { dbSubnetGroupName: database.subnetGroupName } },
  });
  return { vault, plan };
}
