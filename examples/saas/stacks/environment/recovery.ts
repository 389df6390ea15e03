import { BackupPlan, BackupVault, RestoreTesting, vaultArn } from "groundplan/recovery";
import { names } from "../names";
import { accept, isJudgedAsProduction } from "../waivers";
import type { Context, MainContext } from "./context";
import type { Stores } from "./region";
import type { Buckets } from "./storage";

/** A schedule that runs in every hour, as policies want in production. */
const HOURLY = /^cron\(\d+ \* /;

export interface Backups {
  readonly vault: BackupVault;
  readonly plan: BackupPlan;
}

export interface BackedUp extends Pick<Stores, "tables" | "database"> {
  readonly buckets: Buckets;
}

/**
 * Daily recovery points of tables, database and buckets, with copies in the second region where there is one, and a
 * weekly restore as their proof. They are for accidents: the second region follows within minutes by replication, and
 * tables and database allow point-in-time recovery by themselves.
 */
export function createBackups(context: MainContext, { tables, database, buckets }: BackedUp): Backups {
  const { stack, environment, prefix, backupsKey: key } = context;
  const { deletionProtection, standby } = environment;
  const vault = new BackupVault(stack, "vault", { name: prefix, key, deletionProtection });
  const copyTo = standby === "none" ? undefined : vaultArn("us-west-2", stack.account, names.recovery(environment));
  const tableArns = Object.values(tables).map(({ tableArn }) => tableArn);
  const bucketArns = [buckets.documents, buckets.lake].map(({ bucketArn }) => bucketArn);
  const plan = new BackupPlan(stack, "backup-plan", {
    name: `${prefix}-backups`,
    vault,
    rules: [{ ...environment.backups, name: "daily", copyTo }],
    selection: {
      tag: { key: "backup", value: prefix },
      arns: [...tableArns, database.instance.instanceArn, ...bucketArns],
    },
    buckets: "included",
  });
  if (standby === "none") accept(plan, "plan", "BKP-02", "The environment has one region, and disposable data");
  if (isJudgedAsProduction(environment) && !HOURLY.test(environment.backups.schedule))
    accept(plan, "plan", "BKP-02", "Replication keeps the RPO of 15 minutes; daily recovery points are for accidents");
  createRestoreTesting(context, database, vault.vaultArn);
  return { vault, plan };
}

/** Restores the copies in the second region every week, in its network and with its keys. */
export function createCopyTests(context: Context, { database }: Pick<Stores, "database">): void {
  const { stack, environment } = context;
  createRestoreTesting(context, database, vaultArn("us-west-2", stack.account, names.recovery(environment)));
}

function createRestoreTesting(
  { stack, prefix, keys }: Context,
  { instance }: Stores["database"],
  testedVaultArn: string,
): void {
  new RestoreTesting(stack, "restore-testing", {
    name: prefix.replaceAll("-", "_"),
    roleName: `${prefix}-restore-testing`,
    schedule: "cron(0 7 ? * SUN *)",
    vaultArns: [testedVaultArn],
    resourceTypes: ["DynamoDB", "RDS", "S3"],
    // AWS would look for a default VPC, which the account need not have.
    restoreMetadata: { RDS: { dbSubnetGroupName: instance.subnetGroupName } },
    tableKey: keys.data,
  });
}
