import type { Construct } from "constructs";
import {
  AwsStack,
  Validation,
  requireProps,
  arn,
  inRegion,
  integer,
  isKnown,
  isReservedPostgresName,
  logRetention,
  matching,
  physicalName,
  providerOfRegion,
  satisfying,
  spanningZones,
  type Rule,
} from "../../core";
import type { AuroraClusterProps } from "./aurora-cluster-props";
import { availableEngineVersion, restorableEngineVersion } from "./engine-versions";

/** Recovery points of AWS Backup and automated snapshots of RDS have a prefix, manual snapshots have none. */
const SNAPSHOT = /cluster-snapshot:((rds|awsbackup):)?[A-Za-z][A-Za-z0-9-]*/;

export function logGroupName(name: string): string {
  return `/aws/rds/cluster/${name}/postgresql`;
}

export function monitoringRoleName(name: string): string {
  return `${name}-monitoring`;
}

/**
 * Returns the suffixes of the instances: the zone's letter, with a number from the second instance on (`a`, `b`,
 * `a-2`).
 */
export function instanceNames({ instances, placement: { availabilityZones } }: AuroraClusterProps): string[] {
  return Array.from({ length: instances }, (_, position) => {
    const letter = availabilityZones[position % availabilityZones.length]!.slice(-1);
    const round = Math.floor(position / availabilityZones.length) + 1;
    return round === 1 ? letter : `${letter}-${round}`;
  });
}

/** @throws InputError with every problem of the props. */
export function validateAuroraCluster(scope: Construct, id: string, props: AuroraClusterProps): void {
  requireProps(scope, id, props, {
    name: "string",
    databaseName: "string",
    minCapacityAcu: "number",
    maxCapacityAcu: "number",
    instances: "number",
    placement: { vpcId: "string", subnetIds: "list", availabilityZones: "list" },
    dataKey: "object",
    logKey: "object",
    backup: "string",
  });
  const { region } = props.regional ?? AwsStack.of(scope);
  new Validation(scope, id)
    .props(props, {
      databaseName: databaseName(),
      instances: integer(1, 15, "Aurora allows a writer and 14 readers"),
      backupRetentionDays: integer(1, 35, "Aurora keeps automated backups for 1 to 35 days"),
      backup: matching(/^[\w.:/=+@-]{1,256}$/, "a tag value", 'name the plan, or write "none"'),
      engineVersion: props.restoreFromSnapshotArn === undefined ? availableEngineVersion() : restorableEngineVersion(),
      dataKey: inRegion(region),
      logKey: inRegion(region),
      logRetentionDays: logRetention(),
      minCapacityAcu: [capacity(0), atMost(props.maxCapacityAcu)],
      maxCapacityAcu: capacity(1),
      restoreFromSnapshotArn: snapshotIn(region),
      regional: providerOfRegion(),
      placement: spanningZones(),
      name: physicalName("database cluster name"),
    })
    // Of all names that are derived from it, the role's has the tightest limit.
    .props({ name: monitoringRoleName(props.name) }, { name: physicalName("role name") })
    .throwIfInvalid();
}

function databaseName(): Rule<string>[] {
  return [
    matching(
      /^[A-Za-z]\w{0,62}$/,
      "letters, digits and _, beginning with a letter, at most 63 characters",
      "reword the name",
    ),
    satisfying(
      (name) => !isReservedPostgresName(name),
      "no reserved word of PostgreSQL and no database of every cluster, such as order, user or postgres",
      "choose another name",
    ),
  ];
}

/** Accepts `least` and capacities of Serverless v2 that are not 0: 0.5 to 256 ACU, or 1 to 256 where `least` is 1. */
function capacity(least: 0 | 1): Rule<number> {
  return satisfying(
    (acu) => Number.isInteger(acu * 2) && acu >= least && acu <= 256,
    least === 0 ? "0 or 0.5 to 256 in steps of 0.5" : "1 to 256 in steps of 0.5",
    "choose a capacity of Aurora Serverless v2",
  );
}

function atMost(maxCapacityAcu: number): Rule<number> {
  return satisfying(
    (acu) => !isKnown(maxCapacityAcu) || acu <= maxCapacityAcu,
    `at most maxCapacityAcu, ${maxCapacityAcu}`,
    "raise the maximum or lower the minimum",
  );
}

function snapshotIn(region: string): Rule<string> {
  const parts = { of: "a cluster snapshot", service: "rds", resource: SNAPSHOT, region };
  return arn(parts, "copy the snapshot into the region of the cluster first");
}
