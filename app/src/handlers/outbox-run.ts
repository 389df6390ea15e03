import { metrics } from "../../contract";
import type { OrderQueue, OutboxStore, RetentionStore } from "../domain/ports";
import type { Log, Meter } from "../observability";

const MESSAGES_AT_ONCE = 100;
/** Time that one drain may take; a run with less time left stops. */
const DRAIN_MS = 10_000;
/** Limit of one transaction; the next run takes the rest. */
const ANNOUNCED_AT_ONCE = 100;
/** More rows than a minute of orders creates, and few enough not to delay messages. */
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
 * Sends the outbox to the queue. After everything is sent, it also records new messages for orders whose last one was
 * lost, and removes expired rows. Every run, also a failed one, measures the age of the oldest message and of the
 * oldest open order.
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

/** A part of which the queue accepts nothing ends the run, because the queue would refuse the next one too. */
async function drain({ outbox, queue }: OutboxRunProps, context: RemainingTime): Promise<number> {
  let total = 0;
  let next: string | undefined;
  let sent: number;
  do {
    ({ sent, next } = await outbox.drain(MESSAGES_AT_ONCE, (messages) => queue.send(messages), next));
    total += sent;
  } while (sent > 0 && next !== undefined && context.getRemainingTimeInMillis() > DRAIN_MS);
  return total;
}
