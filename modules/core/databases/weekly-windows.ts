import { matching, satisfying, type Rule } from "../validation/rules";

const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const TIME = "(?:[01]\\d|2[0-3]):[0-5]\\d";
const DAILY = new RegExp(`^(${TIME})-(${TIME})$`);
const DAY = `(?:${DAYS.join("|")})`;
const WEEKLY = new RegExp(`^(${DAY}):(${TIME})-(${DAY}):(${TIME})$`);
const MINUTES_PER_DAY = 1440;
const MINUTES_PER_WEEK = 7 * MINUTES_PER_DAY;

/** Minutes since Monday 00:00 UTC. */
interface Interval {
  readonly start: number;
  readonly length: number;
}

/** Accepts daily windows (`02:00-03:00`, UTC) of at least `minutes` minutes. */
export function dailyWindow(minutes: number): Rule<string>[] {
  return [
    matching(DAILY, "hh:mm-hh:mm in UTC, such as 02:00-03:00", "write start and end of the window"),
    lasting(minutes),
  ];
}

/** Accepts weekly windows (`sun:06:00-sun:07:00`, UTC) of at least `minutes` minutes. */
export function weeklyWindow(minutes: number): Rule<string>[] {
  return [
    matching(WEEKLY, "ddd:hh:mm-ddd:hh:mm in UTC, such as sun:06:00-sun:07:00", "write start and end of the window"),
    lasting(minutes),
  ];
}

/** Returns whether a daily and a weekly window share a minute. Windows that touch do not. Malformed ones never do. */
export function windowsOverlap(daily: string, weekly: string): boolean {
  const [backup] = intervalsOf(daily);
  const [maintenance] = intervalsOf(weekly);
  if (!backup || !maintenance) return false;
  return DAYS.some((_day, position) => {
    const start = backup.start + position * MINUTES_PER_DAY;
    return share({ ...backup, start }, maintenance);
  });
}

function lasting(minutes: number): Rule<string> {
  return satisfying(
    (window) => intervalsOf(window).every(({ length }) => length >= minutes),
    `at least ${minutes} minutes`,
    "lengthen the window",
  );
}

/** The window as an interval; none where it is malformed. */
function intervalsOf(window: string): Interval[] {
  const [, from, to] = DAILY.exec(window) ?? [];
  if (from && to) return [interval(minutesOf(from), minutesOf(to), MINUTES_PER_DAY)];
  const [, day, start, lastDay, end] = WEEKLY.exec(window) ?? [];
  if (!day || !start || !lastDay || !end) return [];
  const at = (name: string, time: string): number => DAYS.indexOf(name) * MINUTES_PER_DAY + minutesOf(time);
  return [interval(at(day, start), at(lastDay, end), MINUTES_PER_WEEK)];
}

function interval(start: number, end: number, cycle: number): Interval {
  return { start, length: (end - start + cycle) % cycle };
}

function minutesOf(time: string): number {
  const [hours, minutes] = time.split(":").map(Number) as [number, number];
  return hours * 60 + minutes;
}

/** Distance from one start to the next of the other, in a week that repeats. */
function share(one: Interval, other: Interval): boolean {
  const distance = (from: number, to: number): number => (to - from + MINUTES_PER_WEEK) % MINUTES_PER_WEEK;
  return distance(one.start, other.start) < one.length || distance(other.start, one.start) < other.length;
}
