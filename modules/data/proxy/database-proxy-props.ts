import type { Grantee, KeyReference, LogRetentionDays, Placement, RegionalProvider } from "../../core";

/** Engines of proxies by that of their target, with the way in which clients send passwords. */
export const ENGINE_FAMILIES = {
  postgres: { engineFamily: "POSTGRESQL", port: 5432, clientPasswordAuthType: "POSTGRES_SCRAM_SHA_256" },
  mysql: { engineFamily: "MYSQL", port: 3306, clientPasswordAuthType: "MYSQL_CACHING_SHA2_PASSWORD" },
} as const;

/** Secret of a database user with `username` and `password`, such as a `GeneratedSecret`. */
export interface ProxySecret {
  /** ARN of the secret, in the region of the proxy. */
  readonly secretArn: string;
  /** Allows the proxy to read the secret, and to use its key for that only. */
  grantRead(grantee: Grantee): void;
}

/** Writer of a database: an instance such as `RdsInstance`, but none of its replicas, or an Aurora cluster. */
export interface ProxyTarget {
  /** Identifier of an instance. Either it or `clusterIdentifier`. @default the target is a cluster */
  readonly instanceIdentifier?: string;
  /** Identifier of an Aurora cluster, which the proxy keeps from pausing. @default the target is an instance */
  readonly clusterIdentifier?: string;
  /** Host name of the writer; read replicas have none. */
  readonly writerEndpoint: string;
}

export interface DatabaseProxyProps {
  /** Physical name, and prefix of the role: at most 58 lower-case letters, digits and single hyphens. */
  readonly name: string;
  /** Engine of the target. Another engine replaces the proxy. */
  readonly engine: keyof typeof ENGINE_FAMILIES;
  /** Database whose connections clients share. */
  readonly target: ProxyTarget;
  /** Secrets by database user: the proxy signs in with them on behalf of its clients. 1 to 200. */
  readonly secrets: Readonly<Record<string, ProxySecret>>;
  /** Subnets of the VPC of the target in at least two zones. Other subnets replace the proxy. */
  readonly placement: Placement;
  /** Key of the region that encrypts the log group. */
  readonly logKey: KeyReference;
  /** `iam`: clients sign in with tokens of IAM, and none knows a password. @default "iam" */
  readonly clientAuthentication?: "iam" | "password";
  /** Seconds after which an idle client is disconnected: 1 to 28800. @default 1800 */
  readonly idleClientTimeoutSeconds?: number;
  /** Share of the connections of the database that the proxy may open, in percent: 1 to 100. @default 80 */
  readonly maxConnectionsPercent?: number;
  /** Seconds that a client waits for a connection: 0 to 3600. @default 30 */
  readonly borrowTimeoutSeconds?: number;
  /** Retention of the logs in days. @default 90 */
  readonly logRetentionDays?: LogRetentionDays;
  /** Region of the proxy and its provider. @default the stack's */
  readonly regional?: RegionalProvider;
}

export const DATABASE_PROXY_DEFAULTS = {
  clientAuthentication: "iam",
  idleClientTimeoutSeconds: 1800,
  maxConnectionsPercent: 80,
  borrowTimeoutSeconds: 30,
  logRetentionDays: 90,
} as const satisfies Partial<DatabaseProxyProps>;

/** Name of the role by which the proxy reads secrets. */
export const proxyRoleName = (name: string): string => `${name}-proxy`;
