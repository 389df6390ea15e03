import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { EcsCluster as AwsEcsCluster } from "@cdktf/provider-aws/lib/ecs-cluster";
import { EcsClusterCapacityProviders } from "@cdktf/provider-aws/lib/ecs-cluster-capacity-providers";
import { Construct } from "constructs";
import { useProviderOf, withDefaults, type Grantee, type KeyReference } from "../../core";
import { ECS_CLUSTER_DEFAULTS, execLogGroup, type EcsClusterProps } from "./ecs-cluster-props";
import { validateEcsCluster } from "./ecs-cluster-validation";
import { grantExecTo } from "./exec-sessions";
import { ExistingEcsCluster, type TaskCluster } from "./existing-ecs-cluster";

/** An ECS cluster for tasks on Fargate, with Container Insights and a log of ECS Exec sessions. */
export class EcsCluster extends Construct implements TaskCluster {
  readonly clusterName: string;
  readonly clusterArn: string;
  private readonly execLog: CloudwatchLogGroup;
  private readonly sessionKey: KeyReference;

  /** @throws InputError when the name, the retention or the key is not valid. */
  constructor(scope: Construct, id: string, props: EcsClusterProps) {
    validateEcsCluster(scope, id, props);
    super(scope, id);
    useProviderOf(this, props.regional);
    const { name, insights, capacityProviders, logKey, execLogRetentionDays } = withDefaults(
      props,
      ECS_CLUSTER_DEFAULTS,
    );
    this.execLog = new CloudwatchLogGroup(this, "exec-log-group", {
      name: execLogGroup(name),
      retentionInDays: execLogRetentionDays,
      kmsKeyId: logKey.keyArn,
    });
    const cluster = new AwsEcsCluster(this, "cluster", {
      name,
      setting: [{ name: "containerInsights", value: insights }],
      configuration: {
        executeCommandConfiguration: {
          kmsKeyId: logKey.keyArn,
          logging: "OVERRIDE",
          logConfiguration: { cloudWatchEncryptionEnabled: true, cloudWatchLogGroupName: this.execLog.name },
        },
      },
    });
    new EcsClusterCapacityProviders(this, "capacity-providers", {
      clusterName: cluster.name,
      capacityProviders: [...capacityProviders],
    });
    this.sessionKey = logKey;
    this.clusterName = cluster.name;
    this.clusterArn = cluster.arn;
  }

  /**
   * A cluster that exists already, in the stack's account and region.
   *
   * @param sessionKey - key that encrypts its ECS Exec sessions, if they have one.
   * @throws InputError when the name is not that of a cluster.
   */
  static fromName(scope: Construct, id: string, clusterName: string, sessionKey?: KeyReference): TaskCluster {
    return new ExistingEcsCluster(scope, id, clusterName, sessionKey);
  }

  /** Allows the task role of a grantee to open ECS Exec sessions, which the cluster logs. */
  grantExec(grantee: Grantee): void {
    grantExecTo(grantee, this, this.execLog.arn);
    this.sessionKey.grantUse(grantee);
  }
}
