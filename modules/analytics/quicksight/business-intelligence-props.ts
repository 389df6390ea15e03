import type { Placement, RegionalProvider } from "../../core";

/** Engines of databases with their types in QuickSight and their TCP ports. */
export const DATABASE_TYPES = {
  postgresql: { type: "POSTGRESQL", port: 5432 },
  mysql: { type: "MYSQL", port: 3306 },
} as const;

/** A database that QuickSight reads through the VPC. */
export interface DatabaseSource {
  /** Name shown by QuickSight: 1 to 128 characters. */
  readonly name: string;
  /** Engine, which decides the type of the source and the port. */
  readonly engine: keyof typeof DATABASE_TYPES;
  /** Host name without scheme and port. */
  readonly host: string;
  /** Name of the database: letters, digits, _ and -. */
  readonly databaseName: string;
  /** ARN of the secret with `username` and `password`. A person lets QuickSight read it, in its console. */
  readonly secretArn: string;
}

/** An Athena workgroup that QuickSight queries. */
export interface AthenaSource {
  /** Name shown by QuickSight: 1 to 128 characters. */
  readonly name: string;
  /** Name of the workgroup. */
  readonly workgroupName: string;
}

export interface BusinessIntelligenceProps {
  /** Prefix of ids and names: at most 32 lower-case letters, digits and hyphens. */
  readonly name: string;
  /**
   * States that the account has a QuickSight subscription, which a person orders and which is billed at once. `false`
   * creates nothing.
   */
  readonly subscribed: boolean;
  /** Workgroups by id, in kebab-case. @default none */
  readonly athena?: Readonly<Record<string, AthenaSource>>;
  /** Databases by id, in kebab-case; they need `placement`. @default none */
  readonly databases?: Readonly<Record<string, DatabaseSource>>;
  /** Subnets in at least two zones, from which QuickSight reaches the databases. @default no VPC connection */
  readonly placement?: Placement;
  /** ARN of the QuickSight user or group that may use the sources. @default people share them in the console */
  readonly readerArn?: string;
  /** Region of the sources and its provider. @default the stack's */
  readonly regional?: RegionalProvider;
}

export const BUSINESS_INTELLIGENCE_DEFAULTS = { athena: {}, databases: {} } as const;
