import { describe, expect, it } from "vitest";
import { TemporarilyUnavailable } from "../../../src/domain/errors";
import type { OrderMessage } from "../../../src/domain/model";
import type { OrderQueue } from "../../../src/domain/ports";
import { createOutboxRun } from "../../../src/handlers/outbox-run";
import { memoryLog, memoryMeter } from "../../support/memory-api";
import { MemoryShop } from "../../support/memory-shop";

const messages = (count: number): OrderMessage[] =>
  Array.from({ length: count }, (_, n) => ({
    id: `message-${n}`,
    type: "order.placed",
    orderId: `order-${n}`,
    customerId: "alice",
    productIds: [],
    occurredAt: "2026-01-02T03:04:05.000Z",
  }));

const sent: string[] = [];
const takesAll: OrderQueue = {
  send: async (batch) => {
    sent.push(...batch.map(({ id }) => id));
    return batch.map(({ id }) => id);
  },
};

function run(outbox: MemoryShop, queue: OrderQueue, milliseconds = 60_000) {
  const meter = memoryMeter();
  const log = memoryLog();
  const run = createOutboxRun({ outbox, retention: outbox, queue, meter, log });
  return { meter, log, done: run({}, { getRemainingTimeInMillis: () => milliseconds }) };
}

describe("a run of the outbox", () => {
  it("sends all messages in several parts and reports an age of zero", async () => {
    const outbox = new MemoryShop();
    outbox.outgoing.push(...messages(205));
    const { meter, done } = run(outbox, takesAll);
    await done;
    expect(outbox.outgoing).toEqual([]);
    expect(sent).toHaveLength(205);
    expect(meter.added).toEqual([
      ["OutboxAgeSeconds", 0],
      ["OldestPlacedOrderSeconds", 0],
    ]);
  });

  it("announces lost orders in parts and reports the age of the oldest open order", async () => {
    const outbox = new MemoryShop();
    outbox.lost.push(...messages(101));
    const first = run(outbox, takesAll);
    await first.done;
    expect(first.log.lines).toEqual(['["outbox drained",{"sent":0,"announcedAgain":100,"purged":0},null]']);
    expect(first.meter.added).toContainEqual(["OldestPlacedOrderSeconds", 3_601]);
    const second = run(outbox, takesAll);
    await second.done;
    expect(second.log.lines).toEqual(['["outbox drained",{"sent":100,"announcedAgain":1,"purged":0},null]']);
    expect(second.meter.added).toContainEqual(["OldestPlacedOrderSeconds", 0]);
  });

  it("sends all messages before a failure of the announcement", async () => {
    const outbox = new MemoryShop();
    outbox.outgoing.push(...messages(3));
    outbox.announceAgain = () => Promise.reject(new TemporarilyUnavailable("database"));
    await expect(run(outbox, takesAll).done).rejects.toThrow("database is unavailable");
    expect(outbox.outgoing).toEqual([]);
  });

  it("stops when its time is nearly over", async () => {
    const outbox = new MemoryShop();
    outbox.outgoing.push(...messages(205));
    await run(outbox, takesAll, 5_000).done;
    expect(outbox.outgoing).toHaveLength(105);
  });

  it("sends all other messages of the outbox although the queue refuses one", async () => {
    const outbox = new MemoryShop();
    outbox.outgoing.push(...messages(350));
    const refuses: OrderQueue = {
      send: async (batch) => batch.map(({ id }) => id).filter((id) => id !== "message-7"),
    };
    const { log, done } = run(outbox, refuses);
    await done;
    expect(outbox.outgoing.map(({ id }) => id)).toEqual(["message-7"]);
    expect(log.lines).toEqual(['["outbox drained",{"sent":349,"announcedAgain":0,"purged":0},null]']);
  });

  it("stops when the queue accepts nothing", async () => {
    const outbox = new MemoryShop();
    outbox.outgoing.push(...messages(350));
    let calls = 0;
    await run(outbox, { send: async () => ((calls += 1), []) }).done;
    expect(calls).toBe(1);
    expect(outbox.outgoing).toHaveLength(350);
  });

  it("reports the age of the oldest message also when the queue is unavailable", async () => {
    const outbox = new MemoryShop();
    outbox.outgoing.push(...messages(1));
    const away = { send: () => Promise.reject(new TemporarilyUnavailable("queue")) };
    const { meter, log, done } = run(outbox, away);
    await expect(done).rejects.toThrow("queue is unavailable");
    expect(meter.added).toContainEqual(["OutboxAgeSeconds", 61]);
    expect(log.lines).toEqual(['["outbox run failed",{},"TemporarilyUnavailable"]']);
  });

  it("deletes a part of the expired rows after everything is sent", async () => {
    const outbox = new MemoryShop();
    outbox.tooOld = 1_200;
    const first = run(outbox, takesAll);
    await first.done;
    expect(first.log.lines).toEqual(['["outbox drained",{"sent":0,"announcedAgain":0,"purged":1000},null]']);
    await run(outbox, takesAll).done;
    expect(outbox.tooOld).toBe(0);
  });
});
