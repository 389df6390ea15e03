export { DatabaseConnection } from "./database-connection";
export type { ConnectionSecret, DatabaseConnectionProps, JdbcDatabase, JdbcEngine } from "./database-connection-props";
export { EtlJob } from "./etl-job";
export type { ExportedTable } from "./etl-job-grants";
export { ETL_JOB_DEFAULTS, type EtlJobProps, type GlueVersion, type JobScript, type WorkerType } from "./etl-job-props";
export { SecurityConfiguration, type SecurityConfigurationProps } from "./security-configuration";
