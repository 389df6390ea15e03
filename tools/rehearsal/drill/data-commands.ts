import type { TerraformBlock } from "../../../modules/core";
import type { CommandLine } from "./command-line";
import { DrillError, configured, expectOneOf, resolved, type DrillState } from "./drill-state";

/** A version that no catalogue contains: a restore has to accept the version of its snapshot. */
const SNAPSHOT_VERSION = "16.99";

/** `aws backup list-recovery-points-by-backup-vault`: the vault receives backups or copies of the lost environment. */
export function findRecoveryPoint(state: DrillState, { options }: CommandLine): void {
  const { region, "backup-vault-name": vault, query = "", "by-resource-type": type } = options;
  const { lost, standby } = state.pair;
  expectOneOf("--region", region, [lost.region, standby.region]);
  expectOneOf("--by-resource-type", type, ["Aurora"]);
  expectOneOf("--backup-vault-name", vault, vaultsOf(state, region!));
  const existing = configured(state, "aws_backup_vault").filter((one) => one.region === region);
  expectOneOf(
    "--backup-vault-name",
    vault,
    existing.map(({ block }) => String(block["name"])),
  );
  if (!query.includes("[?Status==`COMPLETED`]")) {
    throw new DrillError(
      "--query takes recovery points that are not COMPLETED, such as a copy that the disaster cut off",
    );
  }
  const arn = `arn:aws:rds:${region!}:${standby.account}:cluster-snapshot:awsbackup:job-0a1b2c3d`;
  state.values.set("RecoveryPointArn", arn);
}

/** Vaults to which the plan of the lost environment writes in a region. */
function vaultsOf(state: DrillState, region: string): string[] {
  const { lost } = state.pair;
  const plans = configured(state, "aws_backup_plan").filter(({ stack }) => stack === lost.name);
  const copies = plans.flatMap(({ block }) =>
    (block["rule"] as readonly TerraformBlock[]).flatMap(
      (rule) => (rule["copy_action"] ?? []) as readonly TerraformBlock[],
    ),
  );
  const destinations = copies.map((copy) => String(copy["destination_vault_arn"]).split(":"));
  const copied = destinations.filter((parts) => parts[3] === region).map((parts) => parts.at(-1)!);
  const own = configured(state, "aws_backup_vault").filter(
    ({ stack }) => stack === lost.name && region === lost.region,
  );
  return [...copied, ...own.map(({ block }) => String(block["name"]))];
}

/** `aws rds describe-db-cluster-snapshots`: the engine version that the restore must ask for. */
export function describeSnapshot(state: DrillState, { options }: CommandLine): void {
  const snapshot = resolved(options["db-cluster-snapshot-identifier"] ?? "", state);
  expectOneOf("--db-cluster-snapshot-identifier", snapshot, [state.values.get("RecoveryPointArn") ?? ""]);
  expectOneOf("--region", options["region"], [snapshot.split(":")[3]!]);
  state.values.set("EngineVersion", SNAPSHOT_VERSION);
}
