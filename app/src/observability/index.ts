export { createLog, type Log, type LogFields } from "./logger";
export { createMeter, type Meter } from "./meter";
