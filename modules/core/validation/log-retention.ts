import { oneOf, type Rule } from "./rules";

/** The retention periods that CloudWatch Logs offers, in days (`PutRetentionPolicy`). */
export const LOG_RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;

export type LogRetentionDays = (typeof LOG_RETENTION_DAYS)[number];

/** Accepts the retention periods of CloudWatch Logs. */
export function logRetention(): Rule<number> {
  return oneOf<number>(LOG_RETENTION_DAYS, "choose the next longer period of the list");
}
