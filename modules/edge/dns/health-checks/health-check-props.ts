/** A health check of Route 53: a `HealthCheck`, or one that exists already. */
export interface HealthCheckReference {
  /** Id that Route 53 gave to the check. */
  readonly healthCheckId: string;
  /** Names that the check asks, those of its children included. @default unknown: records cannot compare theirs */
  readonly endpointNames?: readonly string[];
}

/** HTTPS requests from the checkers of eight regions, with the name in the TLS handshake (SNI). */
export interface EndpointSettings {
  /**
   * Name that the checkers resolve and ask, in lower case. It must answer for one region whatever happens to it:
   * `use1.api.example.com`, not the name whose records fail over.
   */
  readonly domainName: string;
  /** Path that answers with a status of 2xx or 3xx within 4 seconds, query included: `/v1/health`. */
  readonly path: string;
  /** TCP port. 1 to 65535. @default 443 */
  readonly port?: number;
  /** Seconds between two requests of one checker. Another interval replaces the check. @default 10 */
  readonly intervalSeconds?: 10 | 30;
  /** Consecutive answers that change the status. 1 to 10. @default 3 */
  readonly failureThreshold?: number;
}

/** A CloudWatch alarm of any region: the check is unhealthy while the alarm is in ALARM. */
export interface AlarmSettings {
  /**
   * Name of the alarm: one metric of at least 60 seconds with a basic statistic. Route 53 reads its data stream, and
   * refuses alarms on expressions and percentiles.
   */
  readonly alarmName: string;
  /** Region of the alarm. A switch that operators use during a failover belongs into the standby's region. */
  readonly alarmRegion: string;
  /** Status while the alarm has too little data. @default "last-known" */
  readonly insufficientData?: "healthy" | "unhealthy" | "last-known";
}

/** Other checks, of which enough must be healthy. */
export interface CalculatedSettings {
  /** Child checks by name, at most 255. */
  readonly children: Readonly<Record<string, HealthCheckReference>>;
  /** Healthy children that make the check healthy. 1 to the number of children. @default all of them */
  readonly healthyChildren?: number;
}

/** Source of the status: one of an endpoint, an alarm and other checks. */
export type HealthCheckSource =
  | { readonly endpoint: EndpointSettings }
  | { readonly alarm: AlarmSettings }
  | { readonly calculated: CalculatedSettings };

export interface HealthCheckProps {
  /** Value of the tag `Name`, which the console displays. 1 to 256 characters. */
  readonly name: string;
  /** Source of the status. Another kind replaces the check. */
  readonly source: HealthCheckSource;
}

/** An existing check by its id. */
export interface ExistingHealthCheckProps extends HealthCheckReference {
  /** Id of the check, a UUID. */
  readonly healthCheckId: string;
}

export const ENDPOINT_DEFAULTS = { port: 443, intervalSeconds: 10, failureThreshold: 3 } as const;
