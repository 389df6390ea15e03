import type { Construct } from "constructs";
import { checkLogRetention, checkName, checkPlacement, Validation } from "../../core";
import type { AuroraClusterProps } from "./aurora-cluster-props";
import { checkEngineVersion } from "./engine-versions";

const RESERVED_DATABASE_NAMES = ["postgres", "rdsadmin", "template0", "template1"];

export function logGroupName(name: string): string {
  return `/aws/rds/cluster/${name}/postgresql`;
}

export function monitoringRoleName(name: string): string {
  return `${name}-monitoring`;
}

/** Suffixes of the instances: the letter of the zone, and from the second round on also its number: `a`, `b`, `a-2`. */
export function instanceNames({ instances, placement: { availabilityZones } }: AuroraClusterProps): string[] {
  return Array.from({ length: instances }, (_, position) => {
    const letter = availabilityZones[position % availabilityZones.length]!.slice(-1);
    const round = Math.floor(position / availabilityZones.length) + 1;
    return round === 1 ? letter : `${letter}-${round}`;
  });
}

/** @throws InputError with every problem of the props. */
export function validateDatabase(scope: Construct, id: string, props: AuroraClusterProps): void {
  const validation = new Validation(scope, id)
    .matches(
      "databaseName",
      props.databaseName,
      /^[A-Za-z]\w{0,62}$/,
      "letters, digits and _, beginning with a letter, at most 63 characters",
      "reword the name",
    )
    .check(
      () => !RESERVED_DATABASE_NAMES.includes(props.databaseName),
      "databaseName",
      props.databaseName,
      `none of ${RESERVED_DATABASE_NAMES.join(", ")}`,
      "choose a name that PostgreSQL does not use itself",
    )
    .integer("instances", props.instances, 1, 15, "Aurora takes a writer and as many readers as make 15 with it")
    .integer("backups.retentionDays", props.backups.retentionDays, 1, 35, "Aurora keeps backups for 1 to 35 days")
    .matches("backups.tag", props.backups.tag, /^[\w.:/=+@-]{1,256}$/, "a tag value", 'name the plan, or write "none"');
  checkEngineVersion(validation, props.engineVersion);
  checkLogRetention(validation, props.logs.retentionDays, "logs.retentionDays");
  checkCapacity(validation, props);
  checkSnapshot(validation, props);
  checkPlacement(validation, props.placement);
  checkName(validation, "database cluster name", props.name);
  // Of all names that are made from it, the role's has the tightest limit.
  checkName(validation, "role name", monitoringRoleName(props.name));
  validation.throwIfInvalid();
}

function checkCapacity(validation: Validation, { minCapacityAcu, maxCapacityAcu }: AuroraClusterProps): void {
  const halfStep = (acu: number): boolean => Number.isInteger(acu * 2);
  validation
    .check(
      () => halfStep(minCapacityAcu) && minCapacityAcu >= 0 && minCapacityAcu <= 256,
      "minCapacityAcu",
      minCapacityAcu,
      "0 or 0.5 to 256 in steps of 0.5",
      "choose a capacity of Aurora Serverless v2",
    )
    .check(
      () => halfStep(maxCapacityAcu) && maxCapacityAcu >= 1 && maxCapacityAcu <= 256,
      "maxCapacityAcu",
      maxCapacityAcu,
      "1 to 256 in steps of 0.5",
      "choose a capacity of Aurora Serverless v2",
    )
    .check(
      () => minCapacityAcu <= maxCapacityAcu,
      "minCapacityAcu",
      minCapacityAcu,
      `at most maxCapacityAcu, ${maxCapacityAcu}`,
      "raise the maximum or lower the minimum",
    );
}

/** Snapshots are named by people, or with a prefix by RDS (`rds:`) and AWS Backup (`awsbackup:`). */
function checkSnapshot(
  validation: Validation,
  { restoreFromSnapshotArn, dataKey: { region } }: AuroraClusterProps,
): void {
  validation.matches(
    "restoreFromSnapshotArn",
    restoreFromSnapshotArn,
    new RegExp(String.raw`^arn:aws:rds:${region}:\d{12}:cluster-snapshot:((rds|awsbackup):)?[A-Za-z][A-Za-z0-9-]*$`),
    `the ARN of a cluster snapshot in ${region}, the region of the data key`,
    "copy the snapshot into the region of the database first",
  );
}
