export type { ExistingQueue, ExistingQueueSettings } from "./existing-queue";
export { Queue } from "./queue";
export { QUEUE_DEFAULTS, type FifoOrdering, type QueueProps } from "./queue-props";
export { Schedule } from "./schedule";
export { SCHEDULE_DEFAULTS, type ScheduleProps, type ScheduleTarget, type UndeliveredQueue } from "./schedule-props";
