export type { ExistingInstance, ExistingInstanceAttributes } from "./existing-instance";
export {
  RDS_CATALOGUE,
  RDS_VERSIONS,
  STANDARD_SUPPORT_ENDS,
  parameterGroupFamily,
  type RdsEngine,
  type RdsEngineVersion,
} from "./engines";
export {
  classTraits,
  connectionsOf,
  offersInsights,
  type ClassTraits,
  type RdsInstanceClass,
} from "./instance-classes";
export { RdsInstance } from "./rds-instance";
export {
  RDS_INSTANCE_DEFAULTS,
  type BackupCopies,
  type MasterUser,
  type RdsInstanceProps,
  type RdsStorage,
  type ReadReplicaSettings,
} from "./rds-instance-props";
export { rdsInstanceGraphs, rdsInstanceSignals, replicaLagSignal } from "./rds-instance-signals";
export { RdsReadReplica } from "./rds-read-replica";
export { RDS_READ_REPLICA_DEFAULTS, type RdsReadReplicaProps, type ReplicaSource } from "./rds-read-replica-props";
