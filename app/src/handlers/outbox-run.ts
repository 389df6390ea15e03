import { metrics } from "../../contract";
import type { OrderQueue, OutboxStore, RetentionStore } from "../domain/ports";
import type { Log, Meter } from "../observability";

const MESSAGES_AT_ONCE = 100;
/** What a drain may take at most; a run that has less left leaves the rest to the next one. */
const DRAIN_MS = 10_000;
/** As many as one transaction should hold; the next minute takes the next ones. */
const ANNOUNCED_AT_ONCE = 100;
/** More rows than a minute of orders leaves behind, and so few that no run is late for its messages. */
const ROWS_PURGED_AT_ONCE = 1_000;

export interface OutboxRunProps {
  readonly outbox: OutboxStore;
  readonly retention: RetentionStore;
  readonly queue: OrderQueue;
  readonly log: Log;
  readonly meter: Meter;
}

export interface RemainingTime {
  getRemainingTimeInMillis(): number;
}

/**
 * Empties the outbox into the queue. A run that has sent everything also leaves new messages, for the next run, about orders whose last one came to
 * nothing, and removes a part of what is too old. Measures at every run, also a failed one, for how long the oldest message and the oldest open
 * order have been waiting.
 */
export function createOutboxRun(props: OutboxRunProps): (event: unknown, context: RemainingTime) => Promise<void> {
  const { outbox, retention, log, meter } = props;
  return async (_event, context) => {
    try {
      const sent = await drain(props, context);
      const announcedAgain = await outbox.announceAgain(ANNOUNCED_AT_ONCE);
      const purged = await retention.purge(ROWS_PURGED_AT_ONCE);
      log.info("outbox drained", { sent, announcedAgain, purged });
    } catch (error) {
      log.error("outbox run failed", {}, error);
      throw error;
    } finally {
      meter.add(metrics.outboxAge, await outbox.ageSeconds());
      meter.add(metrics.orderAge, await outbox.oldestPlacedSeconds());
      meter.flush();
    }
  };
}

async function drain({ outbox, queue }: OutboxRunProps, context: RemainingTime): Promise<number> {
  let total = 0;
  let sent: number;
  do {
    sent = await outbox.drain(MESSAGES_AT_ONCE, (messages) => queue.send(messages));
    total += sent;
  } while (sent === MESSAGES_AT_ONCE && context.getRemainingTimeInMillis() > DRAIN_MS);
  return total;
}
