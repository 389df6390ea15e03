import { setTimeout as pause } from "node:timers/promises";
import { RepeatedFailure } from "../repeated-failure";

/** Stands in for EventBridge Scheduler: does the work again and again, never twice at once. */
export interface Schedule {
  stop(): Promise<void>;
}

/** How many times as long as usual the pause after failures becomes at most: the function writes a log of each. */
const MOST_SLOWNESS = 20;

export function startSchedule(everyMillis: number, work: () => Promise<unknown>): Schedule {
  const stopping = new AbortController();
  const failure = new RepeatedFailure("The scheduled run failed, and is tried again");
  let slowness = 1;
  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      // The next run does what a failed one has left.
      try {
        await work();
        failure.passed();
        slowness = 1;
      } catch (error) {
        failure.tell(error);
        slowness = Math.min(slowness * 2, MOST_SLOWNESS);
      }
      await pause(everyMillis * slowness, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };
  const running = run();
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
