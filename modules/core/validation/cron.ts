interface Field {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  /** Names of the values, beginning with that of `min`. */
  readonly names?: readonly string[];
}

/** The values of each field of a cron expression, in order. `?` means every value. */
export interface CronFields {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly daysOfMonth: readonly number[];
  readonly months: readonly number[];
  /** 1 is Sunday. */
  readonly daysOfWeek: readonly number[];
  readonly years: readonly number[];
}

/** Either the fields, or a description of the required form. */
export type Cron =
  { readonly fields: CronFields; readonly fault?: undefined } | { readonly fields?: undefined; readonly fault: string };

type SixLists = [number[], number[], number[], number[], number[], number[]];

const DAY_OF_MONTH = 2;
const DAY_OF_WEEK = 4;
const FIELDS: readonly Field[] = [
  { name: "minutes", min: 0, max: 59 },
  { name: "hours", min: 0, max: 23 },
  { name: "day of month", min: 1, max: 31 },
  { name: "month", min: 1, max: 12, names: "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split(" ") },
  { name: "day of week", min: 1, max: 7, names: "SUN MON TUE WED THU FRI SAT".split(" ") },
  { name: "year", min: 1970, max: 2199 },
];

/** Reads an AWS cron expression with six fields. `L`, `W` and `#`, which AWS accepts, are reported as faults. */
export function parseCron(expression: string): Cron {
  const texts = /^cron\((.*)\)$/.exec(expression)?.[1]?.split(" ");
  if (!texts) return { fault: "cron(...)" };
  if (texts.length !== FIELDS.length) {
    return { fault: "six fields: minutes, hours, day of month, month, day of week, year" };
  }
  if ((texts[DAY_OF_MONTH] === "?") === (texts[DAY_OF_WEEK] === "?")) {
    return { fault: "? in exactly one of the day fields" };
  }
  const values = FIELDS.map((field, index) => valuesOf(texts[index]!, field, index));
  const wrong = FIELDS.find((_field, index) => values[index]!.length === 0);
  if (wrong) {
    return { fault: `${wrong.name} from ${wrong.min} to ${wrong.max} as numbers, names, *, lists, ranges or steps` };
  }
  const [minutes, hours, daysOfMonth, months, daysOfWeek, years] = values as SixLists;
  return { fields: { minutes, hours, daysOfMonth, months, daysOfWeek, years } };
}

/** Every value of a field, in order; none when the text is malformed. */
function valuesOf(text: string, field: Field, index: number): number[] {
  if (text === "?" && (index === DAY_OF_MONTH || index === DAY_OF_WEEK)) return valuesOfPart("*", field);
  const parts = text.split(",").map((part) => valuesOfPart(part, field));
  if (parts.some((values) => values.length === 0)) return [];
  return [...new Set(parts.flat())].sort((left, right) => left - right);
}

/** `*`, `5`, `1-5`, `MON-FRI`, and each with a step, `0/6`. A single value with a step extends to the field's end. */
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

/** Days of 28 years, after which dates repeat their days of the week. */
export const CALENDAR_DAYS = 28 * 365 + 7;
const CALENDAR_START = Date.UTC(2000, 0, 1);
const DAY_MILLISECONDS = 86_400_000;

/** Days of the calendar of {@link CALENDAR_DAYS} on which an expression runs, counted from its start. */
export function runDays({
  daysOfMonth,
  months,
  daysOfWeek,
}: Pick<CronFields, "daysOfMonth" | "months" | "daysOfWeek">): number[] {
  return Array.from({ length: CALENDAR_DAYS }, (_value, day) => day).filter((day) => {
    const date = new Date(CALENDAR_START + day * DAY_MILLISECONDS);
    return (
      daysOfMonth.includes(date.getUTCDate()) &&
      months.includes(date.getUTCMonth() + 1) &&
      daysOfWeek.includes(date.getUTCDay() + 1)
    );
  });
}
