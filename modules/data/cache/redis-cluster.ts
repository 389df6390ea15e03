import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { ElasticacheParameterGroup } from "@cdktf/provider-aws/lib/elasticache-parameter-group";
import {
  ElasticacheReplicationGroup,
  type ElasticacheReplicationGroupConfig,
} from "@cdktf/provider-aws/lib/elasticache-replication-group";
import { ElasticacheSubnetGroup } from "@cdktf/provider-aws/lib/elasticache-subnet-group";
import type { ElasticacheUser } from "@cdktf/provider-aws/lib/elasticache-user";
import { Construct } from "constructs";
import {
  SecurityGroup,
  graphsIn,
  sidOf,
  signalsIn,
  useProviderOf,
  withDefaults,
  type Grantee,
  type Graph,
  type Peer,
  type Signal,
} from "../../core";
import { createIamUser, createUserGroup } from "./cache-users";
import {
  CLUSTER_ENGINES,
  REDIS_CLUSTER_DEFAULTS,
  type AuthToken,
  type RedisClusterProps,
  type RedisClusterSettings,
} from "./redis-cluster-props";
import { redisClusterGraphs, redisClusterSignals } from "./redis-cluster-signals";
import { validateRedisCluster } from "./redis-cluster-validation";

const PORT = 6379;
const LOGS = ["slow-log", "engine-log"] as const;

/**
 * Stateful. A replication group of Redis OSS or Valkey in cluster mode: shards with replicas in other zones, automatic
 * failover, encrypted at rest and in transit, with a security group without rules until a peer is allowed.
 *
 * Clients speak the cluster protocol and connect to the configuration endpoint by TLS.
 */
export class RedisCluster extends Construct {
  readonly clusterArn: string;
  /** Host name of the configuration endpoint, from which clients learn the nodes. */
  readonly endpointAddress: string;
  readonly port = PORT;
  readonly signals: readonly Signal[];
  readonly graphs: readonly Graph[];
  private readonly securityGroup: SecurityGroup;
  private readonly access: ElasticacheUser | AuthToken;

  /** @throws InputError when the name, node type, a count, a window or the placement is not valid for ElastiCache. */
  constructor(scope: Construct, id: string, props: RedisClusterProps) {
    validateRedisCluster(scope, id, props);
    super(scope, id);
    useProviderOf(this, props.regional);
    const settings = withDefaults(props, REDIS_CLUSTER_DEFAULTS);
    const { name, placement, shards, replicasPerShard } = settings;
    this.securityGroup = new SecurityGroup(this, "security-group", {
      name,
      description: `Cache ${name}`,
      vpcId: placement.vpcId,
      peerName: name,
    });
    this.access = settings.access === "iam" ? createIamUser(this, settings) : settings.access;
    const cluster = this.createCluster(settings);
    this.clusterArn = cluster.arn;
    this.endpointAddress = cluster.configurationEndpointAddress;
    this.signals = signalsIn(this, redisClusterSignals(id, name, shards, replicasPerShard));
    this.graphs = graphsIn(this, redisClusterGraphs(name, shards, replicasPerShard));
  }

  /** Allows `peer` to connect to the nodes. */
  allowFrom(peer: Peer): void {
    this.securityGroup.allowTcpFrom(peer, PORT);
  }

  /** Allows the grantee's role to connect as the cluster's user, or to read the token of all clients. */
  grantConnect(grantee: Grantee): void {
    if (!("arn" in this.access)) return this.access.grantRead(grantee);
    const resources = [this.clusterArn, this.access.arn];
    grantee.addStatement({ sid: sidOf("Connect", this), actions: ["elasticache:Connect"], resources });
  }

  private createCluster(settings: RedisClusterSettings): ElasticacheReplicationGroup {
    const { name, engine, deletionProtection } = settings;
    return new ElasticacheReplicationGroup(this, "cluster", {
      ...this.authentication(settings),
      replicationGroupId: name,
      description: `Cache ${name}`,
      engine,
      engineVersion: CLUSTER_ENGINES[engine].engineVersion,
      nodeType: settings.nodeType,
      numNodeGroups: settings.shards,
      replicasPerNodeGroup: settings.replicasPerShard,
      automaticFailoverEnabled: true,
      multiAzEnabled: true,
      port: PORT,
      parameterGroupName: this.createParameterGroup(settings),
      subnetGroupName: this.createSubnetGroup(settings),
      securityGroupIds: [this.securityGroup.securityGroupId],
      atRestEncryptionEnabled: "true",
      kmsKeyId: settings.dataKey.keyArn,
      transitEncryptionEnabled: true,
      transitEncryptionMode: "required",
      snapshotRetentionLimit: settings.snapshotRetentionDays,
      snapshotWindow: settings.snapshotWindow,
      maintenanceWindow: settings.maintenanceWindow,
      finalSnapshotIdentifier: deletionProtection ? `${name}-final` : undefined,
      autoMinorVersionUpgrade: "true",
      // Without it, changes wait for the maintenance window although the second plan is empty.
      applyImmediately: true,
      logDeliveryConfiguration: this.createLogs(settings),
      lifecycle: { preventDestroy: deletionProtection },
    });
  }

  private authentication(settings: RedisClusterSettings): Partial<ElasticacheReplicationGroupConfig> {
    if (!("arn" in this.access)) return { authToken: this.access.value };
    return { userGroupIds: [createUserGroup(this, settings, this.access).userGroupId] };
  }

  private createParameterGroup({ name, engine }: RedisClusterSettings): string {
    const { family } = CLUSTER_ENGINES[engine];
    return new ElasticacheParameterGroup(this, "parameter-group", {
      name: `${name}-${family}`,
      description: `Cache ${name}`,
      family,
      parameter: [{ name: "cluster-enabled", value: "yes" }],
      lifecycle: { createBeforeDestroy: true },
    }).name;
  }

  private createSubnetGroup({ name, placement }: RedisClusterSettings): string {
    const subnetIds = [...placement.subnetIds];
    return new ElasticacheSubnetGroup(this, "subnet-group", { name, description: `Cache ${name}`, subnetIds }).name;
  }

  private createLogs({ name, logKey, logRetentionDays }: RedisClusterSettings) {
    return LOGS.map((logType) => {
      const group = new CloudwatchLogGroup(this, logType, {
        name: `/aws/elasticache/${name}/${logType}`,
        kmsKeyId: logKey.keyArn,
        retentionInDays: logRetentionDays,
      });
      return { logType, logFormat: "json", destinationType: "cloudwatch-logs", destination: group.name };
    });
  }
}
