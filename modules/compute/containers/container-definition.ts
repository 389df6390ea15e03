import type { Grantee } from "../../core";

/** Command in the container by which ECS finds out whether it serves. */
export interface ContainerHealthCheck {
  /** Command without a shell: `["node", "health.js"]`. It succeeds with exit code 0. */
  readonly command: readonly string[];
  /** Seconds between checks: 5 to 300. @default 30 */
  readonly intervalSeconds?: number;
  /** Seconds after which a check fails: 2 to 60. @default 5 */
  readonly timeoutSeconds?: number;
  /** Failed checks after which ECS replaces the task: 1 to 10. @default 3 */
  readonly retries?: number;
  /** Seconds after the start in which failed checks do not count: 0 to 300. @default 0 */
  readonly startPeriodSeconds?: number;
}

/** A container of a task. */
export interface ContainerSettings {
  /** Image in a private ECR repository by its digest: `<registry>/<repository>@sha256:<digest>`. */
  readonly image: string;
  /** Port that the container listens on: 1 to 65535. @default none: a worker */
  readonly port?: number;
  /** Overrides the image's CMD. @default the image's */
  readonly command?: readonly string[];
  /**
   * Environment variables. Not for secrets: everybody who may describe the task definition reads them; `readSecret`
   * passes a secret by reference. @default none
   */
  readonly environment?: Readonly<Record<string, string>>;
  /** User of the processes, not root: a name or an id, and optionally a group. @default "1000" */
  readonly user?: string;
  /**
   * Root file system of the container. ECS Exec needs a writable one. @default "read-only"
   */
  readonly rootFileSystem?: "read-only" | "writable";
  /**
   * Folders with an empty volume each, which ends with the task. Their owner is root unless the image declares them
   * with VOLUME. @default ["/tmp"]
   */
  readonly writablePaths?: readonly string[];
  /** Seconds between SIGTERM and SIGKILL: 2 to 120 (limit of Fargate). @default 30 */
  readonly stopTimeoutSeconds?: number;
  /** Health check within the container. @default none: the target group checks services behind a load balancer */
  readonly healthCheck?: ContainerHealthCheck;
}

export const CONTAINER_DEFAULTS = {
  environment: {},
  user: "1000",
  rootFileSystem: "read-only",
  writablePaths: ["/tmp"],
  stopTimeoutSeconds: 30,
} as const satisfies Partial<ContainerSettings>;

export const HEALTH_CHECK_DEFAULTS = {
  intervalSeconds: 30,
  timeoutSeconds: 5,
  retries: 3,
  startPeriodSeconds: 0,
} as const satisfies Partial<ContainerHealthCheck>;

/** Secret that a container reads at its start, such as a `GeneratedSecret` of `security`. */
export interface ContainerSecret {
  readonly secretArn: string;
  /** Allows the execution role to read the secret and to use its key. */
  grantRead(grantee: Grantee): void;
}
