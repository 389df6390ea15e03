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
export { capacityThreshold, tableGraphs, tableSignals } from "./table-signals";
