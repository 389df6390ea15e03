/** Engines that the module creates. */
export type RdsEngine = "postgres" | "mysql";

/**
 * Day of the last comparison of the catalogue with the versions that AWS offers for new instances, and the pages with
 * the dates of support. AWS retires a minor version about a year after its release: compare again every half year.
 */
export const RDS_CATALOGUE = {
  asOf: "2026-11-10",
  sources: {
    postgres: "https://docs.aws.amazon.com/AmazonRDS/latest/PostgreSQLReleaseNotes/postgresql-release-calendar.html",
    mysql: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/MySQL.Concepts.VersionMgmt.html",
  },
} as const;

/** Minor versions for new instances. RDS is not Aurora: PostgreSQL 16.8 is long-term there and retired here. */
export const RDS_VERSIONS = {
  postgres: ["16.11", "16.12", "16.13", "17.7", "17.8", "17.9", "18.1", "18.2", "18.3"],
  mysql: ["8.4.8", "8.4.9", "8.4.10"],
} as const;

export type RdsEngineVersion = (typeof RDS_VERSIONS)[RdsEngine][number] | RestoredVersion;

/** A version of a snapshot, which RDS may have upgraded beyond the catalogue. */
type RestoredVersion = `${16 | 17 | 18}.${number}` | `8.4.${number}`;

/** Days on which the standard support of a major version ends; Extended Support is billed afterwards. */
export const STANDARD_SUPPORT_ENDS: Readonly<Record<string, string>> = {
  "postgres 16": "2029-02-28",
  "postgres 17": "2030-02-28",
  "postgres 18": "2031-02-28",
  "mysql 8.4": "2029-07-31",
};

interface EngineTraits {
  readonly port: number;
  /** Longest name of the master user (`CreateDBInstance`). */
  readonly maxUserLength: number;
  /** Longest master password (`CreateDBInstance`). */
  readonly maxPasswordLength: number;
  /** Longest name of a database. */
  readonly maxDatabaseLength: number;
  /** Log types without an option group. */
  readonly logTypes: readonly string[];
  readonly defaultLogs: readonly string[];
  /** Bytes of memory for each connection that RDS accepts by default. */
  readonly bytesPerConnection: number;
  /** Most connections that RDS accepts by default. */
  readonly connectionLimit: number;
  /** Parameters besides `max_connections`. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** Statements that take longer are logged. */
const SLOW_QUERY_MILLISECONDS = 1000;

export const ENGINES: Readonly<Record<RdsEngine, EngineTraits>> = {
  postgres: {
    port: 5432,
    maxUserLength: 63,
    maxPasswordLength: 128,
    maxDatabaseLength: 63,
    logTypes: ["postgresql", "upgrade", "iam-db-auth-error"],
    defaultLogs: ["postgresql", "upgrade"],
    bytesPerConnection: 9_531_392,
    connectionLimit: 5_000,
    parameters: {
      "rds.force_ssl": "1",
      log_statement: "ddl",
      log_min_duration_statement: String(SLOW_QUERY_MILLISECONDS),
    },
  },
  mysql: {
    port: 3306,
    maxUserLength: 16,
    maxPasswordLength: 41,
    maxDatabaseLength: 64,
    logTypes: ["error", "general", "slowquery", "iam-db-auth-error"],
    defaultLogs: ["error", "slowquery"],
    bytesPerConnection: 12_582_880,
    connectionLimit: 100_000,
    parameters: {
      require_secure_transport: "ON",
      log_output: "FILE",
      slow_query_log: "1",
      long_query_time: String(SLOW_QUERY_MILLISECONDS / 1000),
    },
  },
};

/** Returns the major version: `16` of `16.13`, `8.4` of `8.4.10`. */
export function majorVersion(engineVersion: string): string {
  return engineVersion.slice(0, engineVersion.lastIndexOf("."));
}

/** Returns the parameter group family of a version: `postgres16`, `mysql8.4`. */
export function parameterGroupFamily(engine: RdsEngine, engineVersion: string): string {
  return `${engine}${majorVersion(engineVersion)}`;
}
