import type { BucketReference, LogRetentionDays, RegionalProvider } from "../../core";
import type { DatabaseConnection } from "./database-connection";
import type { SecurityConfiguration } from "./security-configuration";

/**
 * Script of a job: a file that Terraform uploads under the hash of its content, or the key of an object that a build
 * uploaded, which contains a hash itself, so that another script is another key.
 */
export type JobScript = { readonly file: string } | { readonly key: string };

/** Worker types with the largest number of workers, of which one is the driver. */
export const WORKER_LIMITS = { "G.1X": 299, "G.2X": 149 } as const;

export type WorkerType = keyof typeof WORKER_LIMITS;

/** Versions of Glue with standard support (list of 2026-11-30). */
export const GLUE_VERSIONS = ["4.0", "5.0", "5.1"] as const;

export type GlueVersion = (typeof GLUE_VERSIONS)[number];

export interface EtlJobProps {
  /** Physical name of the job and its role: at most 64 letters, digits, _ and -. Another name replaces them. */
  readonly name: string;
  /** Python script for Spark. Paths of files start from the current folder. */
  readonly script: JobScript;
  /** Python files that the script imports by their names, which Terraform uploads. @default none */
  readonly pythonFiles?: readonly string[];
  /** Bucket of the script and, below `temporary/<name>/`, of temporary files. Let that folder expire. */
  readonly bucket: BucketReference;
  /** Encrypts what the job writes. */
  readonly securityConfiguration: SecurityConfiguration;
  /** Arguments of the script by name, without `--`. @default none */
  readonly arguments?: Readonly<Record<string, string>>;
  /** `FLEX` starts on spare capacity, later and for less; `STANDARD` at once. @default "FLEX" */
  readonly executionClass?: "FLEX" | "STANDARD";
  /** Memory and processors of a worker. @default "G.1X": 4 vCPU, 16 GB */
  readonly workerType?: WorkerType;
  /** Number of workers: 2 to 299, for `G.2X` to 149. @default 2 */
  readonly workers?: number;
  /** Minutes after which Glue stops a run: 1 to 480. @default 60 */
  readonly timeoutMinutes?: number;
  /** Runs after a failed one: 0 to 10. @default 1 */
  readonly maxRetries?: number;
  /** `enabled` lets a run continue after the data of the last one (job bookmarks). @default "disabled" */
  readonly bookmarks?: "enabled" | "disabled";
  /** Cron expression of Glue in UTC, `cron(0 3 * * ? *)`, at most every five minutes. @default started by others */
  readonly schedule?: string;
  /** Places the job in a VPC. @default none */
  readonly connection?: DatabaseConnection;
  /** Version of Glue. @default "5.0" */
  readonly glueVersion?: GlueVersion;
  /** Retention of the log groups in days. @default 90 */
  readonly logRetentionDays?: LogRetentionDays;
  /** Region of the job and its provider. @default the stack's */
  readonly regional?: RegionalProvider;
}

export const ETL_JOB_DEFAULTS = {
  arguments: {},
  pythonFiles: [],
  executionClass: "FLEX",
  workerType: "G.1X",
  workers: 2,
  timeoutMinutes: 60,
  maxRetries: 1,
  bookmarks: "disabled",
  glueVersion: "5.0",
  logRetentionDays: 90,
} as const satisfies Partial<EtlJobProps>;

/** Props after defaults. */
export type EtlJobSettings = EtlJobProps & Required<Pick<EtlJobProps, keyof typeof ETL_JOB_DEFAULTS>>;
