import type { KeyReference, LogRetentionDays, RegionalProvider } from "../../core";

export interface EcsClusterProps {
  /** Physical name: at most 255 letters, digits, _ and -. Another name replaces the cluster. */
  readonly name: string;
  /**
   * Container Insights: metrics of services and tasks, or `enhanced` with those of containers. CloudWatch bills them
   * as custom metrics. @default "enabled"
   */
  readonly insights?: "enabled" | "enhanced";
  /** Capacity providers that services can use besides the launch type Fargate. @default ["FARGATE"] */
  readonly capacityProviders?: readonly ("FARGATE" | "FARGATE_SPOT")[];
  /** Key of the cluster's region that encrypts ECS Exec sessions and their log group. */
  readonly logKey: KeyReference;
  /** Retention of the log of ECS Exec sessions in days. @default 365, as for audit logs */
  readonly execLogRetentionDays?: LogRetentionDays;
  /** Region of the cluster and its provider. @default the stack's */
  readonly regional?: RegionalProvider;
}

export const ECS_CLUSTER_DEFAULTS = {
  insights: "enabled",
  capacityProviders: ["FARGATE"],
  execLogRetentionDays: 365,
} as const satisfies Partial<EcsClusterProps>;

/** Name of the log group of ECS Exec sessions. */
export const execLogGroup = (clusterName: string): string => `/aws/ecs/${clusterName}/exec`;
