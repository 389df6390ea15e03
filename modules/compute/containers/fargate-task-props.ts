import type { KeyReference, LogRetentionDays, Placement } from "../../core";
import type { ContainerSettings } from "./container-definition";
import type { TaskCluster } from "./existing-ecs-cluster";
import type { FargateSize } from "./fargate-sizes";
import type { TracingSidecar } from "./tracing-sidecar";

/** Processor architecture of a task. */
export type TaskArchitecture = "ARM64" | "X86_64";

/** Settings of the tasks of a service or a schedule. */
export interface FargateTaskSettings {
  /**
   * Physical name of the service or the schedule, the task family and the security group, and prefix of the roles: at
   * most 54 letters, digits, _ and -. The log group is `/ecs/<name>`.
   */
  readonly name: string;
  /** Cluster that the tasks run in, of the same region. */
  readonly cluster: TaskCluster;
  /** The container of the task, with the name `app`. */
  readonly container: ContainerSettings;
  /** CPU and memory of the task, a pair that Fargate offers: `{ cpu: 512, memoryMib: 1024 }`. */
  readonly size: FargateSize;
  /**
   * Private subnets with a route to AWS APIs through NAT or VPC endpoints. Tasks have no public addresses.
   */
  readonly placement: Placement;
  /** Processor architecture that the images were built for. ARM64 costs 20 % less. @default "ARM64" */
  readonly architecture?: TaskArchitecture;
  /** Collector that sends traces of the application to X-Ray. @default none */
  readonly tracing?: TracingSidecar;
  /** Key of the task's region that encrypts the log group. */
  readonly logKey: KeyReference;
  /** Retention of the log group in days. @default 90 */
  readonly logRetentionDays?: LogRetentionDays;
}

export const FARGATE_TASK_DEFAULTS = {
  architecture: "ARM64",
  logRetentionDays: 90,
} as const satisfies Partial<FargateTaskSettings>;

/** Name of the application's container in the task definition. */
export const CONTAINER = "app";

export const executionRoleName = (name: string): string => `${name}-execution`;
export const taskRoleName = (name: string): string => `${name}-task`;
export const taskLogGroup = (name: string): string => `/ecs/${name}`;
