import { RdsCluster, type RdsClusterConfig } from "@cdktf/provider-aws/lib/rds-cluster";
import { RdsClusterInstance } from "@cdktf/provider-aws/lib/rds-cluster-instance";
import type { Construct } from "constructs";
import { graphsIn, signalsIn, type Grantee, type Graph, type Signal } from "../../core";
import type { AuroraClusterProps, AuroraClusterSettings } from "./aurora-cluster-props";
import { auroraClusterGraphs, auroraClusterSignals } from "./aurora-cluster-signals";
import { instanceNames } from "./aurora-cluster-validation";
import { AuroraPrerequisites } from "./aurora-prerequisites";
import { ExistingCluster, type ExistingClusterAttributes } from "./existing-cluster";

const MASTER_USERNAME = "dbowner";
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
export class AuroraCluster extends AuroraPrerequisites {
  readonly clusterArn: string;
  readonly clusterIdentifier: string;
  /** `cluster-...`: unique to each cluster, even when a new cluster reuses an identifier. */
  readonly clusterResourceId: string;
  readonly writerEndpoint: string;
  /** Distributes connections over the readers; with a single instance it resolves to the writer. */
  readonly readerEndpoint: string;
  readonly databaseName: string;
  /** ARN of the secret with `username` and `password`. RDS rotates it: clients read it when they connect. */
  readonly credentialsSecretArn: string;
  readonly signals: readonly Signal[];
  readonly graphs: readonly Graph[];

  /**
   * @throws InputError when a name, version, capacity, count, retention, snapshot or the placement is not what RDS
   * accepts.
   */
  constructor(scope: Construct, id: string, props: AuroraClusterProps) {
    super(scope, id, props);
    const { name, databaseName } = this.settings;
    const cluster = this.createCluster();
    this.createInstances(cluster);
    this.databaseName = databaseName;
    this.clusterIdentifier = name;
    this.clusterResourceId = cluster.clusterResourceId;
    this.clusterArn = cluster.arn;
    this.writerEndpoint = cluster.endpoint;
    this.readerEndpoint = cluster.readerEndpoint;
    this.credentialsSecretArn = cluster.masterUserSecret.get(0).secretArn;
    this.signals = signalsIn(this, auroraClusterSignals({ ...this.settings, id, clusterIdentifier: name }));
    this.graphs = graphsIn(this, auroraClusterGraphs(name));
  }

  /** A cluster that exists already, with the attributes that clients need. */
  static fromAttributes(scope: Construct, id: string, attributes: ExistingClusterAttributes): ExistingCluster {
    return new ExistingCluster(scope, id, attributes);
  }

  /** Allows the grantee to read the master user's secret and to use the data key for that only. */
  grantReadCredentials(grantee: Grantee): void {
    this.grantReadSecret(grantee, this.credentialsSecretArn);
  }

  private createCluster(): RdsCluster {
    const { settings } = this;
    const { name, dataKey } = settings;
    return new RdsCluster(this, "cluster", {
      ...origin(settings),
      ...deletion(settings),
      clusterIdentifier: name,
      engine: "aurora-postgresql",
      engineMode: "provisioned",
      engineVersion: settings.engineVersion,
      serverlessv2ScalingConfiguration: { minCapacity: settings.minCapacityAcu, maxCapacity: settings.maxCapacityAcu },
      databaseName: settings.databaseName,
      port: this.port,
      manageMasterUserPassword: true,
      masterUserSecretKmsKeyId: dataKey.keyArn,
      iamDatabaseAuthenticationEnabled: true,
      storageEncrypted: true,
      kmsKeyId: dataKey.keyArn,
      dbSubnetGroupName: this.subnetGroupName,
      vpcSecurityGroupIds: [this.securityGroup.securityGroupId],
      dbClusterParameterGroupName: this.parameterGroupName,
      enabledCloudwatchLogsExports: ["postgresql"],
      backupRetentionPeriod: settings.backupRetentionDays,
      preferredBackupWindow: "02:00-03:00",
      preferredMaintenanceWindow: "sun:06:00-sun:07:00",
      copyTagsToSnapshot: true,
      applyImmediately: false,
      tags: { backup: settings.backup },
      // Aurora would create the log group at its first line, unencrypted and without expiry.
      dependsOn: [this.logGroup],
      lifecycle: { preventDestroy: settings.deletionProtection, ignoreChanges: CREATION_ONLY_ARGUMENTS },
    });
  }

  private createInstances(cluster: RdsCluster): void {
    const { settings, monitoringRole } = this;
    const { availabilityZones } = settings.placement;
    instanceNames(settings).reduce<RdsClusterInstance[]>((instances, suffix, position) => {
      const instance = new RdsClusterInstance(this, `instance-${suffix}`, {
        identifier: `${settings.name}-${suffix}`,
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
        performanceInsightsKmsKeyId: settings.dataKey.keyArn,
        performanceInsightsRetentionPeriod: 7,
        monitoringInterval: 60,
        monitoringRoleArn: monitoringRole.roleArn,
        // The first instance becomes the writer.
        dependsOn: instances.slice(0, 1),
        lifecycle: { preventDestroy: settings.deletionProtection },
      });
      return [...instances, instance];
    }, []);
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
