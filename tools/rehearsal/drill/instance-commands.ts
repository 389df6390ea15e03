import type { SynthesizedStack } from "../../../modules/core";
import type { CommandLine } from "./command-line";
import { DrillError, configured, expectOneOf, type Attributes, type DrillState } from "./drill-state";

/** Instances in the configuration of all stacks, as `region identifier`. */
export function databasesIn(synthesized: readonly SynthesizedStack[]): string[] {
  return configured({ synthesized }, "aws_db_instance").map(
    ({ region, block }) => `${region} ${String(block["identifier"])}`,
  );
}

/** `aws rds describe-db-instances`: the instance exists in the region. */
export function describeInstance(state: DrillState, { options }: CommandLine): void {
  expectInstance(state, options);
}

/** `aws rds create-db-snapshot` of an instance that exists. */
export function createSnapshot(state: DrillState, { options }: CommandLine): void {
  expectInstance(state, options);
  const { region, "db-snapshot-identifier": snapshot } = options;
  if (!snapshot) throw new DrillError("--db-snapshot-identifier: the snapshot needs a name");
  const functions = configured(state, "aws_lambda_function").some((one) => one.region === region);
  if (functions && state.stopped.size === 0) {
    throw new DrillError("the snapshot lacks what is written after it: stop the functions that write first");
  }
  state.snapshots.add(snapshotArn(state, region!, snapshot));
}

/** `aws rds copy-db-snapshot` of a snapshot that exists into the region of the call, with a key of that region. */
export function copySnapshot(state: DrillState, { options }: CommandLine): void {
  const { region, "source-region": from, "kms-key-id": key } = options;
  const { "source-db-snapshot-identifier": source, "target-db-snapshot-identifier": target } = options;
  const { lost, standby } = state.pair;
  expectOneOf("--source-db-snapshot-identifier", source, [...state.snapshots]);
  expectOneOf("--source-region", from, [source!.split(":")[3]!]);
  expectOneOf("--region", region, [lost.region, standby.region]);
  const keys = configured(state, "aws_kms_alias").filter((one) => one.region === region);
  expectOneOf(
    "--kms-key-id",
    key,
    keys.map(({ block }) => String(block["name"])),
  );
  if (!target) throw new DrillError("--target-db-snapshot-identifier: the copy needs a name");
  state.snapshots.add(snapshotArn(state, region!, target));
}

/** `aws rds modify-db-instance` with another name, so that Terraform can create an instance under the old one. */
export function renameInstance(state: DrillState, { options }: CommandLine): void {
  const old = expectInstance(state, options);
  const { region, "new-db-instance-identifier": name } = options;
  if (!name) throw new DrillError("--new-db-instance-identifier: needs the new name");
  if (options["apply-immediately"] === undefined) throw new DrillError("--apply-immediately: RDS would wait for days");
  state.databases.delete(old);
  state.databases.add(`${region!} ${name}`);
}

/** `aws s3 sync` from one bucket to another. */
export function syncBuckets(state: DrillState, { words }: CommandLine): void {
  const buckets = configured(state, "aws_s3_bucket").map(({ block }) => `s3://${String(block["bucket"])}`);
  const [, , , source, target] = words;
  expectOneOf("source", source, buckets);
  expectOneOf("target", target, buckets);
}

/**
 * Checks a planned instance against those that exist.
 *
 * @throws DrillError for a name that is in use, and for a snapshot that no step has created.
 */
export function checkNewInstance(
  { identifier, snapshot_identifier: snapshot }: Attributes,
  { databases, snapshots }: Pick<DrillState, "databases" | "snapshots">,
): void {
  const existing = [...databases].map((one) => one.split(" ")[1]);
  if (existing.includes(String(identifier))) {
    throw new DrillError(`${String(identifier)} exists: rename it, and remove it from the state`);
  }
  if (snapshot) expectOneOf("snapshot_identifier", String(snapshot), [...snapshots]);
}

function expectInstance({ databases }: DrillState, options: CommandLine["options"]): string {
  const instance = `${options["region"] ?? ""} ${options["db-instance-identifier"] ?? ""}`;
  expectOneOf("--region and --db-instance-identifier", instance, [...databases]);
  return instance;
}

function snapshotArn({ pair }: DrillState, region: string, name: string): string {
  return `arn:aws:rds:${region}:${pair.lost.account}:snapshot:${name}`;
}
