import fs from "node:fs/promises";
import path from "node:path";

/** Pause in milliseconds between two looks at the alarms. */
const TICK_MILLIS = 200;

const DAY_MILLIS = 86_400_000;

/** Clock of a system, which runs like that of the machine until it is put forward. */
export interface Clock {
  /** File with the milliseconds by which the clock is ahead, for the functions that follow it. */
  readonly file: string;
  /** Time in milliseconds. */
  now(): number;
  /** Puts the clock forward. */
  advance(days: number): Promise<void>;
  /** Runs `work` when the time has come. @returns how to cancel it. */
  at(time: number, work: () => void): () => void;
  /** Cancels everything. */
  stop(): void;
}

/** Creates a clock. @param folder - folder for its file. */
export async function createClock(folder: string): Promise<Clock> {
  const file = path.join(folder, "clock");
  const alarms = new Map<object, { readonly time: number; readonly work: () => void }>();
  let ahead = 0;
  const now = () => Date.now() + ahead;
  const ring = () => {
    for (const [id, { time, work }] of alarms) {
      if (time > now()) continue;
      alarms.delete(id);
      work();
    }
  };
  await fs.writeFile(file, "0");
  const timer = setInterval(ring, TICK_MILLIS);
  return {
    file,
    now,
    async advance(days) {
      ahead += days * DAY_MILLIS;
      await fs.writeFile(file, String(ahead));
      ring();
    },
    at(time, work) {
      const id = {};
      alarms.set(id, { time, work });
      return () => void alarms.delete(id);
    },
    stop: () => clearInterval(timer),
  };
}
