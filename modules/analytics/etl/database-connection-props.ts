import type { Grantee, Placement, RegionalProvider } from "../../core";

/** Engines of databases, with their TCP ports. */
export const JDBC_PORTS = { postgresql: 5432, mysql: 3306 } as const;

export type JdbcEngine = keyof typeof JDBC_PORTS;

/** A secret with the keys `username` and `password`. */
export interface ConnectionSecret {
  /** ARN of the secret. */
  readonly secretArn: string;
  /** Allows the grantee's role to read the secret. */
  grantRead(grantee: Grantee): void;
}

/** A database that jobs reach by JDBC. */
export interface JdbcDatabase {
  /** Engine, which decides the driver and the port. */
  readonly engine: JdbcEngine;
  /** Host name without scheme and port. */
  readonly host: string;
  /** TCP port. @default that of the engine */
  readonly port?: number;
  /** Name of the database: letters, digits, _ and -. */
  readonly databaseName: string;
  /** Secret of the connection's region with the credentials. The connection itself contains none. */
  readonly secret: ConnectionSecret;
}

export interface DatabaseConnectionProps {
  /** Physical name of the connection and its security group: at most 32 lower-case letters, digits and hyphens. */
  readonly name: string;
  /** Subnets of one network tier, of which the connection uses one. They need a route to S3. */
  readonly placement: Placement;
  /** Zone of the subnet: one of `placement`. @default the first */
  readonly availabilityZone?: string;
  /** Database that jobs reach by JDBC. @default none: the connection only places jobs in the VPC (type NETWORK) */
  readonly database?: JdbcDatabase;
  /** Region of the connection and its provider. @default the stack's */
  readonly regional?: RegionalProvider;
}
