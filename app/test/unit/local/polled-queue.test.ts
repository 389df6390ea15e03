import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { PolledQueue } from "../../../local/sqs/polled-queue";

const never = new AbortController().signal;

const bodies = (received: readonly { readonly body: string }[]) => received.map(({ body }) => body);

describe("a queue whose consumers poll it", () => {
  it("hides what it delivers, and delivers it again after the visibility timeout", async () => {
    const queue = new PolledQueue({ visibilityTimeoutMillis: 100 });
    const id = await queue.send("one");
    const [first] = await queue.receive(10, 0, never);
    expect(first).toMatchObject({ id, body: "one", receiveCount: 1 });
    expect(await queue.receive(10, 0, never)).toEqual([]);
    const [again] = await queue.receive(10, 10, never);
    expect(again).toMatchObject({ id, receiveCount: 2 });
    expect(again!.receipt).not.toBe(first!.receipt);
  });

  it("delivers at most as many messages as were asked for, in their order", async () => {
    const queue = new PolledQueue();
    for (const body of ["a", "b", "c"]) await queue.send(body);
    expect(bodies(await queue.receive(2, 0, never))).toEqual(["a", "b"]);
    expect(bodies(await queue.receive(2, 0, never))).toEqual(["c"]);
  });

  it("deletes a message by any of its receipts, and no other", async () => {
    const queue = new PolledQueue({ visibilityTimeoutMillis: 0 });
    await queue.send("one");
    await queue.send("two");
    const [first] = await queue.receive(10, 0, never);
    await queue.receive(10, 0, never);
    queue.delete([first!.receipt]);
    expect(bodies(await queue.receive(10, 0, never))).toEqual(["two"]);
  });

  it("waits for a message", async () => {
    const queue = new PolledQueue();
    const waiting = queue.receive(10, 20, never);
    await pause(20);
    await queue.send("late");
    expect(bodies(await waiting)).toEqual(["late"]);
  });

  it("delivers nothing to a consumer that is gone", async () => {
    const queue = new PolledQueue();
    const gone = new AbortController();
    const waiting = queue.receive(10, 20, gone.signal);
    gone.abort();
    await queue.send("one");
    expect(await waiting).toEqual([]);
    expect(bodies(await queue.receive(10, 0, never))).toEqual(["one"]);
  });

  it("moves a message to the dead letters after the last allowed receive", async () => {
    const queue = new PolledQueue({ maxReceiveCount: 2, visibilityTimeoutMillis: 0 });
    await queue.send("poison");
    for (const count of [1, 2]) {
      expect((await queue.receive(10, 0, never))[0]!.receiveCount).toBe(count);
      expect(queue.deadLetters).toEqual([]);
    }
    expect(await queue.receive(10, 0, never)).toEqual([]);
    expect(queue.deadLetters).toEqual(["poison"]);
  });
});
