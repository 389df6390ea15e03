import type { Construct } from "constructs";
import {
  AwsStack,
  Validation,
  each,
  inRegion,
  integer,
  isKnown,
  logRetention,
  oneOf,
  physicalName,
  providerOfRegion,
  requireProps,
  satisfying,
  spanningZones,
  unique,
  weeklyWindow,
  type Rule,
  type RuleTable,
} from "../../core";
import { ENGINES } from "./engines";
import { connectionsFor, insightsFor, instanceClass } from "./instance-rules";
import type { RdsReadReplicaProps, ReplicaSource } from "./rds-read-replica-props";
import { monitoringRoleName } from "./rds-names";

const WINDOW_MINUTES = 30;

/** Rules of its life: maintenance, backups and promotion. */
const OPERATION: RuleTable<RdsReadReplicaProps> = {
  maintenanceWindow: weeklyWindow(WINDOW_MINUTES),
  role: oneOf<string>(["replica", "promoted"], "promote the replica, or leave it"),
  backupRetentionDays: integer(1, 35, "RDS retains automated backups for at most 35 days"),
};

/** @throws InputError with every problem of the props. */
export function validateRdsReadReplica(scope: Construct, id: string, props: RdsReadReplicaProps): void {
  requireProps(scope, id, props, {
    name: "string",
    source: {
      instanceArn: "string",
      region: "string",
      engine: "string",
      engineVersion: "string",
      instanceClass: "string",
      storage: "object",
      maxConnections: "number",
      acceptsReplicas: "boolean",
    },
    placement: { vpcId: "string", subnetIds: "list", availabilityZones: "list" },
    dataKey: "object",
    logKey: "object",
  });
  const { region } = props.regional ?? AwsStack.of(scope);
  const { source, maxConnections = source.maxConnections, placement } = props;
  const { engine } = source;
  const className = props.instanceClass ?? source.instanceClass;
  new Validation(scope, id)
    .props(props, {
      source: [inAnotherRegion(region), acceptingReplicas()],
      instanceClass: instanceClass(),
      zone: oneOf(placement.availabilityZones, "name a zone of the placement"),
      placement: spanningZones(),
      dataKey: inRegion(region),
      logKey: inRegion(region),
      logs: [each(oneOf(ENGINES[engine].logTypes, `choose log types of ${engine}`)), unique()],
      logRetentionDays: logRetention(),
      performanceInsights: insightsFor(engine, className),
      regional: providerOfRegion(),
      name: physicalName("database instance name"),
    })
    .props(props, OPERATION)
    .apply("maxConnections", maxConnections, connectionsFor(engine, [className]), atLeastOf(source))
    .props({ name: monitoringRoleName(props.name) }, { name: physicalName("role name") })
    .throwIfInvalid();
}

function inAnotherRegion(region: string): Rule<ReplicaSource> {
  return (source) =>
    !isKnown(region) || source.region !== region
      ? []
      : [
          {
            below: ".region",
            value: source.region,
            allowed: `another region than ${region}`,
            fix: "add the zone to `replicas` of the source instead",
          },
        ];
}

function acceptingReplicas(): Rule<ReplicaSource> {
  return ({ acceptsReplicas }) =>
    acceptsReplicas
      ? []
      : [
          {
            below: ".acceptsReplicas",
            value: acceptsReplicas,
            allowed: "a source with a generated master user",
            fix: "pass a GeneratedSecret as credentials of the source: RDS refuses replicas of a managed password",
          },
        ];
}

/** A replica of PostgreSQL with fewer connections than its source does not start. */
function atLeastOf({ engine, maxConnections }: ReplicaSource): Rule<number> {
  return satisfying(
    (connections) => engine !== "postgres" || connections >= maxConnections,
    `at least maxConnections of the source, ${maxConnections}`,
    "raise it, or lower that of the source first",
  );
}
