import { BackupPlan, BackupVault, RestoreTesting, vaultArn } from "groundplan/recovery";
import type { Context } from "./context";
import type { Database } from "./data";
import type { Buckets } from "./storage";
import type { Tables } from "./tables";
import { accept, isJudgedAsProduction } from "../waivers";

/** A schedule that runs in every hour, as policies want in production. */
const HOURLY = /^cron\(\d+ \* /;

export interface Backups {
  readonly vault: BackupVault;
  readonly plan: BackupPlan;
}

export interface BackedUp extends Pick<Buckets, "media" | "lake"> {
  readonly tables: Tables;
  readonly database: Database;
}

/**
 * Daily recovery points of tables, database and buckets with copies in another region, and a weekly restore as their
 * proof. Tables and database allow point-in-time recovery by themselves.
 */
export function createBackups(context: Context, { tables, database, media, lake }: BackedUp): Backups {
  const { stack, environment, keys, recovery } = context;
  const { projectName, deletionProtection } = environment;
  const vault = new BackupVault(stack, "vault", { name: projectName, key: keys.backups, deletionProtection });
  const copies = { name: projectName, regional: recovery, key: keys.copies, deletionProtection };
  new BackupVault(stack, "copy-vault", copies);
  const copyTo = vaultArn(recovery.region, stack.account, projectName);
  const tableArns = Object.values(tables).map(({ tableArn }) => tableArn);
  const stored = [...tableArns, database.instance.instanceArn];
  const plan = new BackupPlan(stack, "backup-plan", {
    name: `${projectName}-backups`,
    vault,
    rules: [{ ...environment.backups, name: "daily", copyTo }],
    selection: {
      tag: { key: "backup", value: projectName },
      arns: [...stored, media.bucketArn, lake.bucketArn],
    },
    buckets: "included",
  });
  if (isJudgedAsProduction(environment) && !HOURLY.test(environment.backups.schedule))
    accept(plan, "plan", "BKP-02", "Tables and database allow recovery of any second; daily copies are for the region");
  new RestoreTesting(stack, "restore-testing", {
    name: projectName.replaceAll("-", "_"),
    roleName: `${projectName}-restore-testing`,
    schedule: "cron(0 7 ? * SUN *)",
    vaultArns: [vault.vaultArn],
    resourceTypes: ["DynamoDB", "RDS", "S3"],
    // AWS would look for a default VPC, which the account need not have.
    restoreMetadata: { RDS: { dbSubnetGroupName: database.instance.subnetGroupName } },
  });
  return { vault, plan };
}
