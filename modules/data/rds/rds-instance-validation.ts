import type { Construct } from "constructs";
import {
  AwsStack,
  Validation,
  arn,
  dailyWindow,
  each,
  eachNamed,
  fields,
  inRegion,
  integer,
  isKnown,
  isReservedPostgresName,
  logRetention,
  matching,
  oneOf,
  physicalName,
  providerOfRegion,
  requireProps,
  satisfying,
  spanningZones,
  unique,
  weeklyWindow,
  windowsOverlap,
  withDefaults,
  type RequiredProps,
  type Rule,
} from "../../core";
import { engineVersionRule } from "./engine-versions";
import { ENGINES, type RdsEngine } from "./engines";
import { connectionsFor, insightsFor, instanceClass } from "./instance-rules";
import {
  RDS_INSTANCE_DEFAULTS,
  type BackupCopies,
  type RdsInstanceProps,
  type ReadReplicaSettings,
} from "./rds-instance-props";
import { masterUser } from "./master-user-rules";
import { monitoringRoleName } from "./rds-names";
import { iopsOfIo2, storageRules } from "./storage-rules";

const WINDOW_MINUTES = 30;
const SNAPSHOT = /snapshot:(?:(?:rds|awsbackup):)?[A-Za-z][A-Za-z0-9-]*/;
/** Databases that exist in every MySQL server. */
const MYSQL_DATABASES = ["information_schema", "innodb", "mysql", "performance_schema", "sys", "tmp"];

const REQUIRED: RequiredProps<RdsInstanceProps> = {
  name: "string",
  engine: "string",
  engineVersion: "string",
  instanceClass: "string",
  storage: { gb: "number" },
  databaseName: "string",
  availability: "any",
  credentials: "any",
  maxConnections: "number",
  placement: { vpcId: "string", subnetIds: "list", availabilityZones: "list" },
  dataKey: "object",
  logKey: "object",
  backup: "string",
};

/** @throws InputError with every problem of the props. */
export function validateRdsInstance(scope: Construct, id: string, props: RdsInstanceProps): void {
  requireProps(scope, id, props, REQUIRED);
  const { region } = props.regional ?? AwsStack.of(scope);
  const validation = new Validation(scope, id).props(props, {
    engine: oneOf<string>(Object.keys(ENGINES), "choose an engine of the module"),
    instanceClass: instanceClass(),
    storage: [storageRules(), iopsOfIo2()],
    placement: spanningZones(),
    dataKey: inRegion(region),
    logKey: inRegion(region),
    logRetentionDays: logRetention(),
    backup: matching(/^[\w.:/=+@-]{1,256}$/, "a tag value", 'name the plan, or write "none"'),
    backupRetentionDays: integer(1, 35, "RDS keeps automated backups for 1 to 35 days"),
    backupWindow: dailyWindow(WINDOW_MINUTES),
    maintenanceWindow: [...weeklyWindow(WINDOW_MINUTES), apartFrom(props)],
    backupCopies: copiesFrom(region),
    restoreFromSnapshotArn: snapshotIn(region),
    regional: providerOfRegion(),
    name: physicalName("database instance name"),
  });
  if (props.engine in ENGINES) validateEngine(validation, props);
  validateReplicas(validation, props);
  validation
    .apply("availability", zoneOf(props.availability), zoneIn(props))
    // Of all names that derive from it, the role's has the tightest limit.
    .props({ name: monitoringRoleName(props.name) }, { name: physicalName("role name") })
    .throwIfInvalid();
}

/** Rules that depend on the engine. */
function validateEngine(validation: Validation, props: RdsInstanceProps): void {
  const { engine, engineVersion, credentials } = props;
  const { maxDatabaseLength, logTypes } = ENGINES[engine];
  validation
    .apply("engineVersion", engineVersion, engineVersionRule(props))
    .apply("databaseName", props.databaseName, ...databaseName(engine, maxDatabaseLength))
    .apply("maxConnections", props.maxConnections, connectionsFor(engine, classesOf(props)))
    .apply("logs", props.logs, each(oneOf(logTypes, `choose log types of ${engine}`)), unique())
    .apply("performanceInsights", props.performanceInsights, insightsFor(engine, props.instanceClass));
  if (credentials !== "rds-managed") validation.apply("credentials", credentials, ...masterUser(engine));
}

/** The class of the instance and those of its replicas. */
function classesOf({ instanceClass: own, replicas = [] }: RdsInstanceProps): string[] {
  return [...new Set([own, ...replicas.flatMap((replica) => replica.instanceClass ?? [])])];
}

function databaseName(engine: RdsEngine, maxLength: number): Rule<string>[] {
  const reserved = engine === "postgres" ? isReservedPostgresName : (name: string) => MYSQL_DATABASES.includes(name);
  return [
    satisfying(
      (name) => /^[A-Za-z]\w*$/.test(name) && name.length <= maxLength,
      `letters, digits and _, beginning with a letter, at most ${maxLength} characters`,
      "reword the name",
    ),
    satisfying((name) => !reserved(name), `no name that ${engine} reserves`, "choose another name"),
  ];
}

function apartFrom(props: RdsInstanceProps): Rule<string> {
  const { backupWindow } = withDefaults(props, RDS_INSTANCE_DEFAULTS);
  return satisfying(
    (window) => !windowsOverlap(backupWindow, window),
    `no minute of the backup window, ${backupWindow}`,
    "move one of the windows",
  );
}

function copiesFrom(region: string): Rule<BackupCopies> {
  return fields(({ regional }) => ({
    regional: [
      providerOfRegion(),
      satisfying(
        (copies) => !isKnown(region) || copies.region !== region,
        `another region than ${region}`,
        "pass the provider of the recovery region",
        (copies) => copies.region,
      ),
    ],
    key: inRegion(regional.region),
    retentionDays: integer(1, 35, "RDS keeps copies of backups for 1 to 35 days"),
  }));
}

function zoneOf(availability: RdsInstanceProps["availability"]): string | undefined {
  return availability === "multi-az" ? undefined : availability.zone;
}

function zoneIn({ placement }: RdsInstanceProps): Rule<string> {
  return oneOf(placement.availabilityZones, 'name a zone of the placement, or write "multi-az"');
}

function validateReplicas(validation: Validation, props: RdsInstanceProps): void {
  const { credentials, replicas = [], placement } = props;
  const zones = replicas.map(({ zone }) => zone);
  const settings = fields<ReadReplicaSettings>(() => ({
    zone: oneOf(placement.availabilityZones, "name a zone of the placement"),
    instanceClass: instanceClass(),
  }));
  validation
    .apply(
      "replicas",
      replicas,
      eachNamed<ReadReplicaSettings>(({ zone }) => zone, settings),
    )
    .apply("replicas", zones, unique())
    .check(
      credentials !== "rds-managed" || replicas.length === 0,
      "credentials",
      "rds-managed",
      "a generated master user, because the instance has replicas",
      "pass a GeneratedSecret with a username: RDS refuses replicas of an instance whose password it manages",
    );
}

function snapshotIn(region: string): Rule<string> {
  const parts = { of: "a DB snapshot", service: "rds", resource: SNAPSHOT, region };
  return arn(parts, "copy the snapshot into the region of the instance first");
}
