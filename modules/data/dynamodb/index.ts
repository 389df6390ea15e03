export type { ExistingTable, ExistingTableSettings } from "./existing-table";
export { Table } from "./table";
export type { ItemAction, TableAccess } from "./table-access";
export {
  TABLE_DEFAULTS,
  type CapacityRange,
  type GlobalIndex,
  type IndexProjection,
  type KeyAttribute,
  type LocalIndex,
  type OnDemandCapacity,
  type ProvisionedCapacity,
  type TableProps,
} from "./table-props";
export { TableReplica } from "./replicas/table-replica";
export { TABLE_REPLICA_DEFAULTS, type ReplicatedTable, type TableReplicaProps } from "./replicas/table-replica-props";
export { capacityThreshold, replicationSignal, tableGraphs, tableSignals } from "./table-signals";
