import type { Validation } from "../core";

interface Field {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  /** Names of the values, beginning with that of `min`. */
  readonly names?: readonly string[];
}

const DAY_OF_MONTH = 2;
const DAY_OF_WEEK = 4;
const FIELDS: readonly Field[] = [
  { name: "minutes", min: 0, max: 59 },
  { name: "hours", min: 0, max: 23 },
  { name: "day of month", min: 1, max: 31 },
  { name: "month", min: 1, max: 12, names: "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split(" ") },
  { name: "day of week", min: 1, max: 7, names: "SUN MON TUE WED THU FRI SAT".split(" ") },
];

const DAY_MINUTES = 1440;
const DAY_MILLISECONDS = 86_400_000;
/** After 28 years dates fall on the same days of the week again, so the gaps between days close to a circle. */
const CALENDAR_DAYS = 28 * 365 + 7;
const CALENDAR_START = Date.UTC(2000, 0, 1);

/**
 * Checks that AWS Backup takes the schedule, and takes it as it is meant. `L`, `W` and `#` are refused too, though AWS knows them: the
 * time between two such runs is not computed here.
 */
export function checkSchedule(validation: Validation, property: string, schedule: string): void {
  const fault = faultOf(schedule);
  const example = "write it like cron(0 3 * * ? *), which is daily at 3:00 UTC";
  validation.check(fault === undefined, property, schedule, fault ?? "", example);
}

/** The longest time between two runs. A schedule that is not known or not valid promises nothing: infinity. */
export function longestGapMinutes(schedule: string): number {
  return faultOf(schedule) === undefined ? Math.max(...gapMinutes(fieldsOf(schedule))) : Infinity;
}

function fieldsOf(schedule: string): string[] {
  return /^cron\((.*)\)$/.exec(schedule)?.[1]?.split(" ") ?? [];
}

/** What the schedule would have to be, or nothing when it is that. */
function faultOf(schedule: string): string | undefined {
  const fields = fieldsOf(schedule);
  if (fields.length === 0) return "cron(...), since AWS Backup knows neither rate nor at";
  if (fields.length !== 6) return "six fields: minutes, hours, day of month, month, day of week, year";
  if ((fields[DAY_OF_MONTH] === "?") === (fields[DAY_OF_WEEK] === "?")) return "? in exactly one of the day fields";
  if (fields[5] !== "*") return "* as the year, since a plan has no end";
  const wrong = FIELDS.find((_field, index) => valuesOf(fields, index).length === 0);
  if (wrong) return `${wrong.name} from ${wrong.min} to ${wrong.max} as numbers, names, *, lists, ranges or steps`;
  const gaps = gapMinutes(fields);
  if (gaps.length === 0) return "a date that exists";
  return Math.min(...gaps) < 60 ? "at most one run an hour" : undefined;
}

/** Every value that a field stands for, in order; none when it is malformed. */
function valuesOf(fields: readonly string[], index: number): number[] {
  const field = FIELDS[index]!;
  const parts = fields[index]!.split(",").map((part) => valuesOfPart(part, field));
  if (fields[index] === "?" && (index === DAY_OF_MONTH || index === DAY_OF_WEEK)) return valuesOfPart("*", field);
  if (parts.some((values) => values.length === 0)) return [];
  return [...new Set(parts.flat())].sort((left, right) => left - right);
}

/** `*`, `5`, `1-5`, `MON-FRI`, and each with a step, `0/6`; a single value with a step runs on to the end of the field. */
function valuesOfPart(part: string, field: Field): number[] {
  const match = /^(?:\*|(\w+)(?:-(\w+))?)(?:\/([1-9]\d*))?$/.exec(part);
  if (!match) return [];
  const [, from, to, step] = match;
  const first = from === undefined ? field.min : valueOf(from, field);
  const last =
    to === undefined ? lastWithoutRange(first, field, from === undefined || step !== undefined) : valueOf(to, field);
  if (!(first >= field.min && last <= field.max)) return [];
  const every = Number(step ?? 1);
  return Array.from(
    { length: Math.max(0, Math.floor((last - first) / every) + 1) },
    (_value, index) => first + index * every,
  );
}

function lastWithoutRange(first: number, { max }: Field, runsOn: boolean): number {
  return runsOn ? max : first;
}

function valueOf(text: string, { min, names = [] }: Field): number {
  const name = names.indexOf(text.toUpperCase());
  return name >= 0 ? name + min : Number(/^\d+$/.exec(text)?.[0]);
}

/** Walking the calendar takes milliseconds, and an app has few schedules. */
const knownGaps = new Map<string, number[]>();

function gapMinutes(fields: readonly string[]): number[] {
  const key = fields.join(" ");
  const gaps = knownGaps.get(key) ?? computeGapMinutes(fields);
  knownGaps.set(key, gaps);
  return gaps;
}

/** Every distance between neighbouring runs; none when there is no run. */
function computeGapMinutes(fields: readonly string[]): number[] {
  const times = valuesOf(fields, 1).flatMap((hour) => valuesOf(fields, 0).map((minute) => hour * 60 + minute));
  const overnight = times[times.length - 1]! - times[0]!;
  const days = runDays(fields);
  if (days.length === 0) return [];
  const betweenDays = days.map((day, index) => (days[index + 1] ?? days[0]! + CALENDAR_DAYS) - day);
  const withinDay = times.slice(1).map((time, index) => time - times[index]!);
  return [...withinDay, ...new Set(betweenDays.map((gap) => gap * DAY_MINUTES - overnight))];
}

/** The days with runs, counted from the beginning of the calendar circle. */
function runDays(fields: readonly string[]): number[] {
  const [daysOfMonth, months, daysOfWeek] = [DAY_OF_MONTH, 3, DAY_OF_WEEK].map((index) => valuesOf(fields, index));
  return Array.from({ length: CALENDAR_DAYS }, (_value, day) => day).filter((day) => {
    const date = new Date(CALENDAR_START + day * DAY_MILLISECONDS);
    return (
      daysOfMonth!.includes(date.getUTCDate()) &&
      months!.includes(date.getUTCMonth() + 1) &&
      daysOfWeek!.includes(date.getUTCDay() + 1)
    );
  });
}
