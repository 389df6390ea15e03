import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { DbSubnetGroup } from "@cdktf/provider-aws/lib/db-subnet-group";
import { RdsCluster, type RdsClusterConfig } from "@cdktf/provider-aws/lib/rds-cluster";
import { RdsClusterInstance } from "@cdktf/provider-aws/lib/rds-cluster-instance";
import { RdsClusterParameterGroup } from "@cdktf/provider-aws/lib/rds-cluster-parameter-group";
import { Construct } from "constructs";
import {
  SecurityGroup,
  ServiceRole,
  readSecretStatements,
  type Grantee,
  type Graph,
  type KeyReference,
  type Peer,
  type Signal,
} from "../../core";
import { completeProps, type CompleteProps, type AuroraClusterProps } from "./aurora-cluster-props";
import { auroraClusterGraphs, auroraClusterSignals } from "./aurora-cluster-signals";
import { instanceNames, logGroupName, monitoringRoleName, validateDatabase } from "./aurora-cluster-validation";
import { parameterGroupFamily } from "./engine-versions";

export { AURORA_CLUSTER_DEFAULTS, type AuroraClusterProps } from "./aurora-cluster-props";

const PORT = 5432;
const MASTER_USERNAME = "dbowner";
const SLOW_QUERY_MILLISECONDS = 1000;
/**
 * Where a cluster came from must not matter later: a snapshot that is named or changed afterwards, or a master user other than the
 * snapshot's, would replace the cluster and lose what was stored since. The version moves by itself.
 */
const SETTLED_AT_CREATION = ["engine_version", "master_username", "snapshot_identifier"];

/**
 * Stateful. An Aurora PostgreSQL cluster of Serverless v2 instances in private subnets, with its log group, parameter group and a
 * security group that lets nothing in until a peer is allowed.
 *
 * RDS makes and rotates the master password in Secrets Manager, so it is in no state. Clients must use TLS. `engineVersion` is that of a
 * new cluster only: after an automatic minor upgrade the written version would be a downgrade, which RDS refuses. For failover the
 * cluster can be made from a snapshot; its master user and its data are then those of the snapshot, with a new password.
 */
export class AuroraCluster extends Construct {
  readonly clusterArn: string;
  readonly clusterIdentifier: string;
  /** `cluster-...`: RDS gives every cluster another one, also a cluster that takes over the identifier of one before. */
  readonly clusterResourceId: string;
  readonly writerEndpoint: string;
  /** Spreads connections over the readers; with one instance it leads to the writer. */
  readonly readerEndpoint: string;
  readonly port = PORT;
  /** The DB subnet group, which a restored cluster needs too. */
  readonly subnetGroupName: string;
  readonly databaseName: string;
  /** The secret with `username` and `password`. RDS rotates it, so clients read it when they connect. */
  readonly credentialsSecretArn: string;
  readonly signals: readonly Signal[];
  readonly graphs: readonly Graph[];
  private readonly dataKey: KeyReference;
  private readonly securityGroup: SecurityGroup;

  /** @throws InputError when a name, version, capacity, count, retention, snapshot or the placement is not what RDS accepts. */
  constructor(scope: Construct, id: string, props: AuroraClusterProps) {
    validateDatabase(scope, id, props);
    super(scope, id);
    const complete = completeProps(props);
    const { name, databaseName, dataKey, placement } = complete;
    this.securityGroup = new SecurityGroup(this, "security-group", {
      name,
      description: `Database ${name}`,
      vpcId: placement.vpcId,
      peerName: name,
    });
    const cluster = this.createCluster(complete);
    this.createInstances(complete, cluster);
    this.dataKey = dataKey;
    this.databaseName = databaseName;
    this.clusterIdentifier = name;
    this.clusterResourceId = cluster.clusterResourceId;
    this.clusterArn = cluster.arn;
    this.subnetGroupName = cluster.dbSubnetGroupName;
    this.writerEndpoint = cluster.endpoint;
    this.readerEndpoint = cluster.readerEndpoint;
    this.credentialsSecretArn = cluster.masterUserSecret.get(0).secretArn;
    this.signals = auroraClusterSignals({ ...complete, id, clusterIdentifier: name });
    this.graphs = auroraClusterGraphs(name);
  }

  /** Lets `peer` connect to the database. */
  allowFrom(peer: Peer): void {
    this.securityGroup.allowTcpFrom(peer, PORT);
  }

  /** Lets the grantee read the master user's secret, and use the data key for that alone. */
  grantReadCredentials(grantee: Grantee): void {
    readSecretStatements(this, this.credentialsSecretArn, this.dataKey, "Credentials").forEach((statement) =>
      grantee.addStatement(statement),
    );
  }

  private createCluster(props: CompleteProps): RdsCluster {
    const { name, dataKey, backups } = props;
    return new RdsCluster(this, "cluster", {
      ...origin(props),
      ...deletion(props),
      clusterIdentifier: name,
      engine: "aurora-postgresql",
      engineMode: "provisioned",
      engineVersion: props.engineVersion,
      serverlessv2ScalingConfiguration: { minCapacity: props.minCapacityAcu, maxCapacity: props.maxCapacityAcu },
      databaseName: props.databaseName,
      port: PORT,
      manageMasterUserPassword: true,
      masterUserSecretKmsKeyId: dataKey.keyArn,
      iamDatabaseAuthenticationEnabled: true,
      storageEncrypted: true,
      kmsKeyId: dataKey.keyArn,
      dbSubnetGroupName: this.createSubnetGroup(props).name,
      vpcSecurityGroupIds: [this.securityGroup.securityGroupId],
      dbClusterParameterGroupName: this.createParameterGroup(props).name,
      enabledCloudwatchLogsExports: ["postgresql"],
      backupRetentionPeriod: backups.retentionDays,
      preferredBackupWindow: "02:00-03:00",
      preferredMaintenanceWindow: "sun:06:00-sun:07:00",
      copyTagsToSnapshot: true,
      applyImmediately: false,
      tags: { backup: backups.tag },
      // Aurora would make the log group itself at the first line, unencrypted and kept for ever.
      dependsOn: [this.createLogGroup(props)],
      lifecycle: { preventDestroy: props.deletionProtection, ignoreChanges: SETTLED_AT_CREATION },
    });
  }

  private createSubnetGroup({ name, placement }: CompleteProps): DbSubnetGroup {
    return new DbSubnetGroup(this, "subnet-group", {
      name,
      description: `Database ${name}`,
      subnetIds: [...placement.subnetIds],
    });
  }

  private createParameterGroup({ name, engineVersion }: CompleteProps): RdsClusterParameterGroup {
    const family = parameterGroupFamily(engineVersion);
    return new RdsClusterParameterGroup(this, "parameter-group", {
      name: `${name}-${family}`,
      description: `Database ${name}`,
      family,
      parameter: [
        { name: "rds.force_ssl", value: "1" },
        { name: "log_statement", value: "ddl" },
        { name: "log_min_duration_statement", value: String(SLOW_QUERY_MILLISECONDS) },
      ],
      lifecycle: { createBeforeDestroy: true },
    });
  }

  private createLogGroup({ name, logs }: CompleteProps): CloudwatchLogGroup {
    return new CloudwatchLogGroup(this, "log-group", {
      name: logGroupName(name),
      kmsKeyId: logs.key.keyArn,
      retentionInDays: logs.retentionDays,
    });
  }

  private createInstances(props: CompleteProps, cluster: RdsCluster): void {
    const monitoringRole = this.createMonitoringRole(props);
    const { availabilityZones } = props.placement;
    instanceNames(props).reduce<RdsClusterInstance[]>((made, suffix, position) => {
      const instance = new RdsClusterInstance(this, `instance-${suffix}`, {
        identifier: `${props.name}-${suffix}`,
        clusterIdentifier: cluster.id,
        engine: "aurora-postgresql",
        instanceClass: "db.serverless",
        availabilityZone: availabilityZones[position % availabilityZones.length],
        // Tier 1 scales with the writer and so takes over at full capacity; further readers scale by their own load.
        promotionTier: position,
        publiclyAccessible: false,
        autoMinorVersionUpgrade: true,
        caCertIdentifier: "rds-ca-rsa2048-g1",
        copyTagsToSnapshot: true,
        applyImmediately: false,
        performanceInsightsEnabled: true,
        performanceInsightsKmsKeyId: props.dataKey.keyArn,
        performanceInsightsRetentionPeriod: 7,
        monitoringInterval: 60,
        monitoringRoleArn: monitoringRole.roleArn,
        // The instance that is made first becomes the writer.
        dependsOn: made.slice(0, 1),
        lifecycle: { preventDestroy: props.deletionProtection },
      });
      return [...made, instance];
    }, []);
  }

  private createMonitoringRole({ name, dataKey: { region } }: CompleteProps): ServiceRole {
    return new ServiceRole(this, "monitoring-role", {
      name: monitoringRoleName(name),
      description: `Enhanced monitoring of ${name}`,
      service: "monitoring.rds.amazonaws.com",
      trustConditions: [
        { test: "ArnLike", variable: "aws:SourceArn", values: [`arn:aws:rds:${region}:*:db:${name}-*`] },
      ],
      managedPolicyArns: {
        "enhanced-monitoring": "arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole",
      },
    });
  }
}

/** A new cluster gets its master user from us, a restored one keeps the user that is in the snapshot. */
function origin({
  restoreFromSnapshotArn,
}: CompleteProps): Pick<RdsClusterConfig, "masterUsername" | "snapshotIdentifier"> {
  return restoreFromSnapshotArn === undefined
    ? { masterUsername: MASTER_USERNAME }
    : { snapshotIdentifier: restoreFromSnapshotArn };
}

function deletion({ name, deletionProtection }: CompleteProps): Partial<RdsClusterConfig> {
  return {
    deletionProtection,
    deleteAutomatedBackups: !deletionProtection,
    skipFinalSnapshot: !deletionProtection,
    finalSnapshotIdentifier: deletionProtection ? `${name}-final` : undefined,
  };
}
