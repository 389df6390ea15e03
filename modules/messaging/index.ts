export { QUEUE_DEFAULTS, Queue, type QueueProps } from "./queue";
export {
  SCHEDULE_DEFAULTS,
  Schedule,
  type ScheduleProps,
  type ScheduleTarget,
  type UndeliveredQueue,
} from "./schedule";
