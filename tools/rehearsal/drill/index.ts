export { checkNames, drill, type DrillRequest, type DrillResult } from "./drill";
export type { DrilledEnvironment, DrilledSystem } from "./drilled-system";
