import { setTimeout as pause } from "node:timers/promises";

/** Stands in for EventBridge Scheduler: does the work again and again, never twice at once. */
export interface Schedule {
  stop(): Promise<void>;
}

export function startSchedule(everyMillis: number, work: () => Promise<unknown>): Schedule {
  const stopping = new AbortController();
  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      // The next run does what a failed one has left.
      await work().catch((error: unknown) => console.error("The scheduled run failed:", error));
      await pause(everyMillis, undefined, { signal: stopping.signal }).catch(() => undefined);
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
