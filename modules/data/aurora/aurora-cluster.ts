import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { DbSubnetGroup } from "@cdktf/provider-aws/lib/db-subnet-group";
import { RdsCluster, type RdsClusterConfig } from "@cdktf/provider-aws/lib/rds-cluster";
import { RdsClusterInstance } from "@cdktf/provider-aws/lib/rds-cluster-instance";
import { RdsClusterParameterGroup } from "@cdktf/provider-aws/lib/rds-cluster-parameter-group";
import { Construct } from "constructs";
import {
  AwsStack,
  SecurityGroup,
  ServiceRole,
  graphsIn,
  readSecretStatements,
  signalsIn,
  useProviderOf,
  withDefaults,
  type Grantee,
  type Graph,
  type KeyReference,
  type Peer,
  type Signal,
} from "../../core";
import { AURORA_CLUSTER_DEFAULTS, type AuroraClusterProps, type AuroraClusterSettings } from "./aurora-cluster-props";
import { auroraClusterGraphs, auroraClusterSignals } from "./aurora-cluster-signals";
import { instanceNames, logGroupName, monitoringRoleName, validateAuroraCluster } from "./aurora-cluster-validation";
import { ExistingCluster, type ExistingClusterAttributes } from "./existing-cluster";
import { parameterGroupFamily } from "./engine-versions";

const PORT = 5432;
const MASTER_USERNAME = "dbowner";
const SLOW_QUERY_MILLISECONDS = 1000;
/**
 * Arguments whose later change Terraform ignores: another snapshot or master user would replace the cluster and lose
 * its data, and RDS upgrades the minor version by itself.
 */
const CREATION_ONLY_ARGUMENTS = ["engine_version", "master_username", "snapshot_identifier"];

/**
 * Stateful. An Aurora PostgreSQL cluster of Serverless v2 instances in private subnets, with a log group, a parameter
 * group and a security group without rules until a peer is allowed.
 *
 * RDS creates and rotates the master password in Secrets Manager, so no state contains it. Clients must use TLS.
 * `engineVersion` applies to a new cluster only: after an automatic minor upgrade it would be a downgrade, which RDS
 * refuses. For failover, `restoreFromSnapshotArn` creates the cluster from a snapshot, with its master user and data
 * and a new password.
 */
export class AuroraCluster extends Construct {
  readonly clusterArn: string;
  readonly clusterIdentifier: string;
  /** `cluster-...`: unique to each cluster, even when a new cluster reuses an identifier. */
  readonly clusterResourceId: string;
  readonly writerEndpoint: string;
  /** Distributes connections over the readers; with a single instance it resolves to the writer. */
  readonly readerEndpoint: string;
  readonly port = PORT;
  /** Name of the DB subnet group, which a restored cluster needs too. */
  readonly subnetGroupName: string;
  readonly databaseName: string;
  /** ARN of the secret with `username` and `password`. RDS rotates it: clients read it when they connect. */
  readonly credentialsSecretArn: string;
  readonly signals: readonly Signal[];
  readonly graphs: readonly Graph[];
  private readonly dataKey: KeyReference;
  private readonly securityGroup: SecurityGroup;

  /**
   * @throws InputError when a name, version, capacity, count, retention, snapshot or the placement is not what RDS
   * accepts.
   */
  constructor(scope: Construct, id: string, props: AuroraClusterProps) {
    validateAuroraCluster(scope, id, props);
    super(scope, id);
    useProviderOf(this, props.regional);
    const settings = withDefaults(props, AURORA_CLUSTER_DEFAULTS);
    const { name, databaseName, dataKey, placement } = settings;
    this.securityGroup = new SecurityGroup(this, "security-group", {
      name,
      description: `Database ${name}`,
      vpcId: placement.vpcId,
      peerName: name,
    });
    const cluster = this.createCluster(settings);
    this.createInstances(settings, cluster);
    this.dataKey = dataKey;
    this.databaseName = databaseName;
    this.clusterIdentifier = name;
    this.clusterResourceId = cluster.clusterResourceId;
    this.clusterArn = cluster.arn;
    this.subnetGroupName = cluster.dbSubnetGroupName;
    this.writerEndpoint = cluster.endpoint;
    this.readerEndpoint = cluster.readerEndpoint;
    this.credentialsSecretArn = cluster.masterUserSecret.get(0).secretArn;
    this.signals = signalsIn(this, auroraClusterSignals({ ...settings, id, clusterIdentifier: name }));
    this.graphs = graphsIn(this, auroraClusterGraphs(name));
  }

  /** A cluster that exists already, with the attributes that clients need. */
  static fromAttributes(scope: Construct, id: string, attributes: ExistingClusterAttributes): ExistingCluster {
    return new ExistingCluster(scope, id, attributes);
  }

  /** Allows `peer` to connect to the database. */
  allowFrom(peer: Peer): void {
    this.securityGroup.allowTcpFrom(peer, PORT);
  }

  /** Allows the grantee to read the master user's secret and to use the data key for that only. */
  grantReadCredentials(grantee: Grantee): void {
    readSecretStatements(this, this.credentialsSecretArn, this.dataKey, "Credentials").forEach((statement) =>
      grantee.addStatement(statement),
    );
  }

  private createCluster(props: AuroraClusterSettings): RdsCluster {
    const { name, dataKey } = props;
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
      backupRetentionPeriod: props.backupRetentionDays,
      preferredBackupWindow: "02:00-03:00",
      preferredMaintenanceWindow: "sun:06:00-sun:07:00",
      copyTagsToSnapshot: true,
      applyImmediately: false,
      tags: { backup: props.backup },
      // Aurora would create the log group at its first line, unencrypted and without expiry.
      dependsOn: [this.createLogGroup(props)],
      lifecycle: { preventDestroy: props.deletionProtection, ignoreChanges: CREATION_ONLY_ARGUMENTS },
    });
  }

  private createSubnetGroup({ name, placement }: AuroraClusterSettings): DbSubnetGroup {
    return new DbSubnetGroup(this, "subnet-group", {
      name,
      description: `Database ${name}`,
      subnetIds: [...placement.subnetIds],
    });
  }

  private createParameterGroup({ name, engineVersion }: AuroraClusterSettings): RdsClusterParameterGroup {
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

  private createLogGroup({ name, logKey, logRetentionDays }: AuroraClusterSettings): CloudwatchLogGroup {
    return new CloudwatchLogGroup(this, "log-group", {
      name: logGroupName(name),
      kmsKeyId: logKey.keyArn,
      retentionInDays: logRetentionDays,
    });
  }

  private createInstances(props: AuroraClusterSettings, cluster: RdsCluster): void {
    const monitoringRole = this.createMonitoringRole(props);
    const { availabilityZones } = props.placement;
    instanceNames(props).reduce<RdsClusterInstance[]>((instances, suffix, position) => {
      const instance = new RdsClusterInstance(this, `instance-${suffix}`, {
        identifier: `${props.name}-${suffix}`,
        clusterIdentifier: cluster.id,
        engine: "aurora-postgresql",
        instanceClass: "db.serverless",
        availabilityZone: availabilityZones[position % availabilityZones.length],
        // Readers of tier 0 and 1 scale with the writer and fail over at full capacity; others scale on their own.
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
        // The first instance becomes the writer.
        dependsOn: instances.slice(0, 1),
        lifecycle: { preventDestroy: props.deletionProtection },
      });
      return [...instances, instance];
    }, []);
  }

  private createMonitoringRole({ name }: AuroraClusterSettings): ServiceRole {
    const { region } = AwsStack.of(this);
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

/** Returns the master user of a new cluster or the snapshot of a restored one, which keeps its own master user. */
function origin({
  restoreFromSnapshotArn,
}: AuroraClusterSettings): Pick<RdsClusterConfig, "masterUsername" | "snapshotIdentifier"> {
  return restoreFromSnapshotArn === undefined
    ? { masterUsername: MASTER_USERNAME }
    : { snapshotIdentifier: restoreFromSnapshotArn };
}

function deletion({ name, deletionProtection }: AuroraClusterSettings): Partial<RdsClusterConfig> {
  return {
    deletionProtection,
    deleteAutomatedBackups: !deletionProtection,
    skipFinalSnapshot: !deletionProtection,
    finalSnapshotIdentifier: deletionProtection ? `${name}-final` : undefined,
  };
}
