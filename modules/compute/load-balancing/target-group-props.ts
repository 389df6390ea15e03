/** Requests by which a target group finds out whether a target serves. */
export interface TargetHealthCheck {
  /** Path that answers with a status of `matcher` if the target serves: `/health`. */
  readonly path: string;
  /** Accepted status codes: `200`, `200,204` or `200-299`, from 200 to 499. @default "200" */
  readonly matcher?: string;
  /** Seconds between checks: 5 to 300. @default 15 */
  readonly intervalSeconds?: number;
  /** Seconds after which a check fails: 2 to 120, fewer than the interval. @default 5 */
  readonly timeoutSeconds?: number;
  /** Successful checks after which a target receives requests: 2 to 10. @default 2 */
  readonly healthyThreshold?: number;
  /** Failed checks after which a target receives none: 2 to 10. @default 3 */
  readonly unhealthyThreshold?: number;
}

export interface TargetGroupSettings {
  /**
   * Prefix of the physical name, which is `<name>-<port>`: at most 32 characters together. Another name or port
   * replaces the group.
   */
  readonly name: string;
  /** Port of the targets: 1 to 65535. */
  readonly port: number;
  /** Order in which the listener applies the rules, lowest first: 1 to 50000, each once. */
  readonly priority: number;
  /** Path patterns of the requests, such as `/api/*`. @default every path */
  readonly paths?: readonly string[];
  /** Host names of the requests, such as `api.example.com` or `*.example.com`. @default every host */
  readonly hosts?: readonly string[];
  /** Health check of the targets. */
  readonly health: TargetHealthCheck;
  /**
   * Seconds for which a deregistered target finishes its requests: 0 to 3600. Each deployment waits for it. @default 30
   */
  readonly deregistrationDelaySeconds?: number;
}

export interface BlueGreenTargetGroupSettings extends TargetGroupSettings {
  /**
   * Port of the HTTPS listener through which a deployment is tested before it receives traffic: 1 to 65535, not that
   * of another listener. `allowTestsFrom` of the target groups opens it.
   */
  readonly testPort: number;
}

export const TARGET_HEALTH_CHECK_DEFAULTS = {
  matcher: "200",
  intervalSeconds: 15,
  timeoutSeconds: 5,
  healthyThreshold: 2,
  unhealthyThreshold: 3,
} as const satisfies Partial<TargetHealthCheck>;

export const TARGET_GROUP_DEFAULTS = {
  paths: [],
  hosts: [],
  deregistrationDelaySeconds: 30,
} as const satisfies Partial<TargetGroupSettings>;

/** Physical name of a target group. It contains the port, so that a group of another port can exist beside it. */
export function targetGroupName({ name, port }: TargetGroupSettings, color?: "blue" | "green"): string {
  return [name, port, ...(color ? [color] : [])].join("-");
}
