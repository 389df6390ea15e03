import { DbInstance, type DbInstanceConfig } from "@cdktf/provider-aws/lib/db-instance";
import { DbInstanceAutomatedBackupsReplication } from "@cdktf/provider-aws/lib/db-instance-automated-backups-replication";
import type { Construct } from "constructs";
import {
  AwsStack,
  graphsIn,
  readSecretStatements,
  signalsIn,
  withDefaults,
  type AwsRegion,
  type Grantee,
  type Graph,
  type Signal,
} from "../../core";
import { ENGINES, type RdsEngine } from "./engines";
import { ExistingInstance, type ExistingInstanceAttributes } from "./existing-instance";
import { classTraits, type RdsInstanceClass } from "./instance-classes";
import { instanceArguments } from "./instance-arguments";
import {
  RDS_INSTANCE_DEFAULTS,
  type BackupCopies,
  type RdsInstanceProps,
  type RdsInstanceSettings,
  type RdsStorage,
} from "./rds-instance-props";
import { rdsInstanceGraphs, rdsInstanceSignals, replicaLagSignal } from "./rds-instance-signals";
import { validateRdsInstance } from "./rds-instance-validation";
import { replicaName } from "./rds-names";
import type { ReplicaSource } from "./rds-read-replica-props";
import { RdsPrerequisites } from "./rds-prerequisites";

const MANAGED_USERNAME = "dbowner";
const COPY_RETENTION_DAYS = 7;
/**
 * Arguments whose later change Terraform ignores: another snapshot or master user would replace the instance and lose
 * its data, and RDS upgrades the minor version by itself.
 */
const CREATION_ONLY_ARGUMENTS = ["engine_version", "snapshot_identifier", "username"];

/**
 * Stateful. An RDS instance of PostgreSQL or MySQL with read replicas in its region, encrypted, TLS only, with
 * encrypted log groups, a parameter group, and a security group without rules until a peer is allowed.
 *
 * Extended Support is disabled: RDS refuses to create an instance whose version is out of standard support, and does
 * not bill it. `engineVersion` applies to a new instance only, because minor upgrades are automatic.
 */
export class RdsInstance extends RdsPrerequisites implements ReplicaSource {
  readonly instanceArn: string;
  readonly instanceIdentifier: string;
  readonly engine: RdsEngine;
  readonly engineVersion: string;
  readonly instanceClass: RdsInstanceClass;
  readonly storage: RdsStorage;
  readonly maxConnections: number;
  /** Region of the instance. */
  readonly region: AwsRegion;
  /** False where RDS manages the password, because it refuses replicas then. */
  readonly acceptsReplicas: boolean;
  readonly databaseName: string;
  /** Host name of the writer. */
  readonly writerEndpoint: string;
  /** Host names of the replicas in the region by zone. */
  readonly readerEndpoints: Readonly<Record<string, string>>;
  /** ARN of the secret with `username` and `password`. RDS rotates a managed one: clients read it when they connect. */
  readonly credentialsSecretArn: string;
  readonly signals: readonly Signal[];
  readonly graphs: readonly Graph[];
  protected readonly resourceIds: readonly string[];
  private readonly settings: RdsInstanceSettings;

  /** @throws InputError with every prop that RDS refuses, and with the combinations that Terraform does not notice. */
  constructor(scope: Construct, id: string, props: RdsInstanceProps) {
    validateRdsInstance(scope, id, props);
    super(scope, id, withDefaults(props, RDS_INSTANCE_DEFAULTS));
    this.settings = withDefaults(props, RDS_INSTANCE_DEFAULTS);
    const { name, replicas, backupCopies, credentials } = this.settings;
    const source = this.createInstance();
    const readers = replicas.map((replica) => ({
      zone: replica.zone,
      instance: this.createReplica(source, replica.zone, replica.instanceClass ?? props.instanceClass),
    }));
    if (backupCopies) this.copyBackups(source, backupCopies);
    this.instanceArn = source.arn;
    this.instanceIdentifier = name;
    this.engine = props.engine;
    this.engineVersion = props.engineVersion;
    this.instanceClass = props.instanceClass;
    this.storage = props.storage;
    this.maxConnections = props.maxConnections;
    this.region = AwsStack.of(this).region;
    this.acceptsReplicas = credentials !== "rds-managed";
    this.databaseName = props.databaseName;
    this.writerEndpoint = source.address;
    this.readerEndpoints = Object.fromEntries(readers.map(({ zone, instance }) => [zone, instance.address]));
    this.credentialsSecretArn =
      credentials === "rds-managed" ? source.masterUserSecret.get(0).secretArn : credentials.secretArn;
    this.resourceIds = [source.resourceId, ...readers.map(({ instance }) => instance.resourceId)];
    this.signals = signalsIn(this, this.listSignals(id));
    const instances = [name, ...replicas.map(({ zone }) => replicaName(name, zone))];
    this.graphs = graphsIn(this, rdsInstanceGraphs(instances));
  }

  /** An instance that exists already, with the attributes that clients need. */
  static fromAttributes(scope: Construct, id: string, attributes: ExistingInstanceAttributes): ExistingInstance {
    return new ExistingInstance(scope, id, attributes);
  }

  /** Allows the grantee to read the master user's secret. Applications sign in by `grantConnect` instead. */
  grantReadCredentials(grantee: Grantee): void {
    const { credentials, dataKey } = this.settings;
    if (credentials !== "rds-managed") return credentials.grantRead(grantee);
    readSecretStatements(this, this.credentialsSecretArn, dataKey, "Credentials").forEach((statement) =>
      grantee.addStatement(statement),
    );
  }

  private createInstance(): DbInstance {
    const { settings } = this;
    const { name, availability, storage, dataKey } = settings;
    const logs = this.logsOf(settings);
    return new DbInstance(this, "instance", {
      ...this.sharedArguments(settings.instanceClass, logs),
      ...masterUser(settings),
      ...deletion(settings),
      identifier: name,
      engine: settings.engine,
      engineVersion: settings.engineVersion,
      engineLifecycleSupport: "open-source-rds-extended-support-disabled",
      dbName: settings.databaseName,
      port: this.port,
      multiAz: availability === "multi-az",
      availabilityZone: availability === "multi-az" ? undefined : availability.zone,
      allocatedStorage: storage.gb,
      kmsKeyId: dataKey.keyArn,
      dbSubnetGroupName: this.subnetGroupName,
      backupRetentionPeriod: settings.backupRetentionDays,
      backupWindow: settings.backupWindow,
      tags: { backup: settings.backup },
      dependsOn: this.createLogGroups(name, "", logs, settings),
      lifecycle: { preventDestroy: settings.deletionProtection, ignoreChanges: CREATION_ONLY_ARGUMENTS },
    });
  }

  /** Creates a replica. Its engine, master user, backups, subnet group and key are those of the source. */
  private createReplica(source: DbInstance, zone: string, instanceClass: RdsInstanceClass): DbInstance {
    const { settings } = this;
    const suffix = `replica-${zone.slice(-1)}`;
    const identifier = replicaName(settings.name, zone);
    const logs = this.logsOf(settings);
    return new DbInstance(this, suffix, {
      ...this.sharedArguments(instanceClass, logs),
      identifier,
      replicateSourceDb: source.identifier,
      availabilityZone: zone,
      deletionProtection: settings.deletionProtection,
      // RDS refuses a final snapshot of a replica.
      skipFinalSnapshot: true,
      dependsOn: this.createLogGroups(identifier, `-${suffix}`, logs, settings),
      lifecycle: { preventDestroy: settings.deletionProtection },
    });
  }

  private sharedArguments(instanceClass: RdsInstanceClass, logs: readonly string[]): InstanceArguments {
    const { securityGroup, parameterGroupName, monitoringRole, settings } = this;
    return instanceArguments({
      ...settings,
      instanceClass,
      logs,
      securityGroupId: securityGroup.securityGroupId,
      parameterGroupName,
      monitoringRoleArn: monitoringRole.roleArn,
    });
  }

  private logsOf({ engine, logs = ENGINES[engine].defaultLogs }: RdsInstanceSettings): readonly string[] {
    return logs;
  }

  private copyBackups(source: DbInstance, { regional, key, retentionDays = COPY_RETENTION_DAYS }: BackupCopies): void {
    new DbInstanceAutomatedBackupsReplication(this, "backup-copies", {
      provider: regional.provider,
      sourceDbInstanceArn: source.arn,
      kmsKeyId: key.keyArn,
      retentionPeriod: retentionDays,
    });
  }

  private listSignals(id: string): readonly Signal[] {
    const { name, maxConnections, storage, instanceClass, replicas } = this.settings;
    const of = (signalId: string, instanceName: string, className: string): readonly Signal[] =>
      rdsInstanceSignals({
        id: signalId,
        instanceName,
        maxConnections,
        storageGb: storage.gb,
        traits: classTraits(className)!,
      });
    return [
      ...of(id, name, instanceClass),
      ...replicas.flatMap(({ zone, instanceClass: className = instanceClass }) => {
        const replica = replicaName(name, zone);
        const signalId = `${id}-replica-${zone.slice(-1)}`;
        return [...of(signalId, replica, className), replicaLagSignal(signalId, replica)];
      }),
    ];
  }
}

type InstanceArguments = ReturnType<typeof instanceArguments>;

/** Returns the master user of a new instance; a restored one keeps the user of its snapshot. */
function masterUser({ credentials, dataKey, restoreFromSnapshotArn }: RdsInstanceSettings): Partial<DbInstanceConfig> {
  const managed = credentials === "rds-managed";
  const username = managed ? MANAGED_USERNAME : credentials.username;
  return {
    ...(restoreFromSnapshotArn === undefined ? { username } : { snapshotIdentifier: restoreFromSnapshotArn }),
    ...(managed
      ? { manageMasterUserPassword: true, masterUserSecretKmsKeyId: dataKey.keyArn }
      : { password: credentials.value }),
  };
}

function deletion({ name, deletionProtection }: RdsInstanceSettings): Partial<DbInstanceConfig> {
  return {
    deletionProtection,
    deleteAutomatedBackups: !deletionProtection,
    skipFinalSnapshot: !deletionProtection,
    finalSnapshotIdentifier: deletionProtection ? `${name}-final` : undefined,
  };
}
