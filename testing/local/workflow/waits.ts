import type { Clock } from "../clock";
import { allStates, type State, type States, type TaskProgram } from "./states";

/** Longest timeout of a timer of Node.js. */
const MAX_SECONDS = 2_147_483;

/** Wait state of a time or a number of seconds, given or in the input. */
interface Wait extends State {
  readonly Seconds?: number;
  readonly SecondsPath?: string;
  readonly Timestamp?: string;
  readonly TimestampPath?: string;
}

/**
 * Turns the wait states of a definition into tasks that wait by the clock.
 *
 * @returns the programs of the tasks by their `Resource`.
 */
export function waitByClock(
  definition: States,
  clock: Pick<Clock, "now" | "at">,
): Readonly<Record<string, TaskProgram>> {
  const waits = allStates(definition).filter(([, { Type }]) => Type === "Wait") as [string, Wait][];
  const programs = waits.map(([, state], index) => {
    const { Seconds, SecondsPath, Timestamp, TimestampPath, ...rest } = state;
    const wait = { Seconds, SecondsPath, Timestamp, TimestampPath };
    const Resource = `arn:aws:states:::clock:wait-${index}`;
    for (const field of Object.keys(state)) delete (state as unknown as Record<string, unknown>)[field];
    Object.assign(state, rest, { Type: "Task", Resource, TimeoutSeconds: MAX_SECONDS, ResultPath: null });
    const program = (input: unknown) =>
      new Promise<void>((resolve) => void clock.at(endOf(wait, input, clock.now()), resolve));
    return [Resource, program] as const;
  });
  return Object.fromEntries(programs);
}

function endOf(
  wait: Pick<Wait, "Seconds" | "SecondsPath" | "Timestamp" | "TimestampPath">,
  input: unknown,
  now: number,
) {
  const { Seconds, SecondsPath, Timestamp, TimestampPath } = wait;
  const timestamp = TimestampPath ? valueAt(input, TimestampPath) : Timestamp;
  if (timestamp !== undefined) return Date.parse(String(timestamp));
  return now + Number(SecondsPath ? valueAt(input, SecondsPath) : Seconds) * 1000;
}

/** Value at a reference path, such as `$.failure.retryAt`. */
function valueAt(input: unknown, path: string): unknown {
  return path
    .split(".")
    .slice(1)
    .reduce((value, name) => (value as Readonly<Record<string, unknown>>)[name], input);
}
