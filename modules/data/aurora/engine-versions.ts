import { matching, oneOf, type Rule } from "../../core";

/**
 * Date of the last comparison of the catalogue with `aws rds describe-db-engine-versions --engine aurora-postgresql`.
 * AWS retires a minor version about a year after its release: compare again every half year.
 */
export const AURORA_POSTGRES_CATALOGUE_DATE = "2026-06-01";

/**
 * Minor versions of Aurora PostgreSQL 16 for new clusters. 16.8 is the long-term support release, available until
 * 2029; 16.1 to 16.3 were retired in November 2025, 16.4 in May 2026 (Aurora PostgreSQL release calendar).
 */
export const AURORA_POSTGRES_VERSIONS = ["16.8", "16.9", "16.10", "16.11", "16.13"] as const;

export type AuroraPostgresVersion = (typeof AURORA_POSTGRES_VERSIONS)[number];

/** Accepts versions of the catalogue: a retired one passes every plan and fails only when the cluster is created. */
export function availableEngineVersion(): Rule<string> {
  return oneOf<string>(
    AURORA_POSTGRES_VERSIONS,
    `choose a version of the catalogue (as of ${AURORA_POSTGRES_CATALOGUE_DATE}); retired ones cannot be created`,
  );
}

/**
 * A version of the catalogue, or any minor version of 16 for a restore: RDS upgrades clusters to versions that the
 * catalogue does not know yet.
 */
export type AuroraEngineVersion = AuroraPostgresVersion | `16.${number}`;

/** Accepts minor versions of 16, one of which a snapshot has. */
export function restorableEngineVersion(): Rule<string> {
  return matching(/^16\.\d{1,2}$/, "a minor version of 16, such as 16.8", "copy EngineVersion of the snapshot");
}

/** Returns the parameter group family of a version: `aurora-postgresql16`. */
export function parameterGroupFamily(version: AuroraEngineVersion): string {
  return `aurora-postgresql${version.split(".")[0]}`;
}
