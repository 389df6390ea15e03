import { setTimeout as pause } from "node:timers/promises";
import { RepeatedFailure } from "../repeated-failure";

/** Stand-in for EventBridge Scheduler: repeats the work and never overlaps two runs. */
export interface Schedule {
  stop(): Promise<void>;
}

/** Limit of the backoff, as a multiple of the interval: the function logs each failure. */
const MOST_SLOWNESS = 20;

export function startSchedule(everyMillis: number, work: () => Promise<unknown>): Schedule {
  const stopping = new AbortController();
  const failure = new RepeatedFailure("The scheduled run failed and is retried");
  let slowness = 1;
  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      // The next run continues where a failed one ended.
      try {
        await work();
        failure.passed();
        slowness = 1;
      } catch (error) {
        failure.report(error);
        slowness = Math.min(slowness * 2, MOST_SLOWNESS);
      }
      await pause(everyMillis * slowness, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };
  const runs = run();
  return {
    async stop() {
      stopping.abort();
      await runs;
    },
  };
}
