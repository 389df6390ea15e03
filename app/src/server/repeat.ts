import { setTimeout as pause } from "node:timers/promises";

/** Pause after a failure, so that an unavailable service is not asked in a tight loop. */
const PAUSE_AFTER_FAILURE_MILLIS = 1_000;

/**
 * Does the work again and again until `stop`, which waits for the work that is under way.
 *
 * @param pauseMillis - pause after the work.
 * @param work - may end early when the signal aborts.
 */
export function repeat(
  pauseMillis: number,
  onFailure: (error: unknown) => void,
  work: (signal: AbortSignal) => Promise<void>,
): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const { signal } = stopping;
  const loop = async (): Promise<void> => {
    while (!signal.aborted) {
      let millis = pauseMillis;
      try {
        await work(signal);
      } catch (error) {
        if (!signal.aborted) onFailure(error);
        millis = Math.max(pauseMillis, PAUSE_AFTER_FAILURE_MILLIS);
      }
      await pause(millis, undefined, { signal }).catch(() => undefined);
    }
  };
  const ended = loop();
  return {
    stop: () => {
      stopping.abort();
      return ended;
    },
  };
}
