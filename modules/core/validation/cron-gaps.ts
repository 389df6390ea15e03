import { CALENDAR_DAYS, parseCron, runDays, type CronFields } from "./cron";

const DAY_MINUTES = 1440;

/** Results by schedule: computing one takes milliseconds, and rules are read several times. */
const knownGaps = new Map<string, readonly number[]>();

/** Minutes between consecutive runs of a cron expression; empty for an invalid one and for one that never runs. */
export function cronGapMinutes(schedule: string): readonly number[] {
  const { fields } = parseCron(schedule);
  const gaps = knownGaps.get(schedule) ?? (fields === undefined ? [] : gapsOf(fields));
  knownGaps.set(schedule, gaps);
  return gaps;
}

function gapsOf({ hours, minutes, ...date }: CronFields): number[] {
  const times = hours.flatMap((hour) => minutes.map((minute) => hour * 60 + minute));
  const overnight = times[times.length - 1]! - times[0]!;
  const days = runDays(date);
  if (days.length === 0) return [];
  const betweenDays = days.map((day, index) => (days[index + 1] ?? days[0]! + CALENDAR_DAYS) - day);
  const withinDay = times.slice(1).map((time, index) => time - times[index]!);
  return [...withinDay, ...new Set(betweenDays.map((gap) => gap * DAY_MINUTES - overnight))];
}
