import { Construct, type IConstruct } from "constructs";
import { AwsStack, Validation, physicalName, requireProps, type Grantee, type KeyReference } from "../../core";
import { execLogGroup } from "./ecs-cluster-props";
import { grantExecTo } from "./exec-sessions";

/** A cluster that tasks run in. */
export interface TaskCluster extends IConstruct {
  /** Name of the cluster, a dimension of its metrics. */
  readonly clusterName: string;
  /** ARN of the cluster, in the region of the tasks. */
  readonly clusterArn: string;
  /** Allows the task role of a grantee to open ECS Exec sessions, which the cluster logs. */
  grantExec(grantee: Grantee): void;
}

/** A cluster that another module, stack or tool created. Its settings remain as they are. */
export class ExistingEcsCluster extends Construct implements TaskCluster {
  readonly clusterArn: string;

  /** @throws InputError when the name is not that of a cluster. */
  constructor(
    scope: Construct,
    id: string,
    readonly clusterName: string,
    private readonly sessionKey?: KeyReference,
  ) {
    requireProps(scope, id, { clusterName }, { clusterName: "string" });
    new Validation(scope, id)
      .props({ clusterName }, { clusterName: physicalName("cluster name", "clusterName") })
      .throwIfInvalid();
    super(scope, id);
    const { account, region, partition } = AwsStack.of(this);
    this.clusterArn = `arn:${partition}:ecs:${region}:${account}:cluster/${clusterName}`;
  }

  /** Assumes the log group of an `EcsCluster`, `/aws/ecs/<cluster>/exec`. */
  grantExec(grantee: Grantee): void {
    const { account, region, partition } = AwsStack.of(this);
    const logGroup = `log-group:${execLogGroup(this.clusterName)}`;
    grantExecTo(grantee, this, `arn:${partition}:logs:${region}:${account}:${logGroup}`);
    this.sessionKey?.grantUse(grantee);
  }
}
