export { createLog, type FunctionLog, type Log, type LogFields } from "./logger";
export { createMeter, type Meter } from "./meter";
