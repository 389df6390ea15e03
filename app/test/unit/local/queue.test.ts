import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { createHash } from "node:crypto";
import { afterEach, describe, expect, it } from "vitest";
import { startQueue, type LocalQueue, type QueueOptions } from "../../../local/sqs/queue";

let queue: LocalQueue | undefined;

afterEach(() => queue?.stop());

/** A queue whose consumer fails for the bodies that `fails` says; it remembers the batches. */
function start(fails: (body: string, receiveCount: number) => boolean, options: Partial<QueueOptions> = {}) {
  const batches: string[][] = [];
  const consumer = async (event: unknown): Promise<SQSBatchResponse> => {
    const { Records } = event as SQSEvent;
    batches.push(Records.map(({ body }) => body));
    const failed = Records.filter(({ body, attributes }) => fails(body, Number(attributes.ApproximateReceiveCount)));
    return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
  };
  queue = startQueue({ consumer, visibilityTimeoutMillis: 10, ...options });
  return { queue, batches };
}

async function sendAll({ queue }: { queue: LocalQueue }, bodies: readonly string[]): Promise<void> {
  for (const body of bodies) await queue.send(body);
  await queue.idle();
}

const never = () => false;

describe("the queue", () => {
  it("delivers a message as SQS does", async () => {
    const events: unknown[] = [];
    const started = start(never, { consumer: async (event) => void events.push(event) });
    const id = await started.queue.send('{"a":1}');
    await started.queue.idle();
    expect(events).toEqual([
      {
        Records: [
          {
            messageId: id,
            receiptHandle: expect.any(String),
            body: '{"a":1}',
            attributes: {
              ApproximateReceiveCount: "1",
              SentTimestamp: expect.stringMatching(/^\d{13}$/),
              SenderId: "local",
              ApproximateFirstReceiveTimestamp: expect.stringMatching(/^\d{13}$/),
            },
            messageAttributes: {},
            md5OfBody: createHash("md5").update('{"a":1}').digest("hex"),
            eventSource: "aws:sqs",
            eventSourceARN: "arn:aws:sqs:eu-central-1:123456789012:orders",
            awsRegion: "eu-central-1",
          },
        ],
      },
    ]);
  });

  it("delivers at most ten messages at once", async () => {
    const started = start(never);
    await sendAll(
      started,
      Array.from({ length: 23 }, (_, index) => String(index)),
    );
    expect(Math.max(...started.batches.map(({ length }) => length))).toBeLessThanOrEqual(10);
    expect(started.batches.flat()).toHaveLength(23);
  });

  it("delivers only failed messages again", async () => {
    const started = start((body, receiveCount) => body === "bad" && receiveCount === 1, { batchSize: 3 });
    await Promise.all(["good", "bad", "fine"].map((body) => started.queue.send(body)));
    await started.queue.idle();
    expect(started.batches).toEqual([["good", "bad", "fine"], ["bad"]]);
    expect(started.queue.deadLetters).toEqual([]);
  });

  it("moves a message to the dead-letter queue after the contract's receive count", async () => {
    const started = start((body) => body === "poison");
    await sendAll(started, ["poison", "good"]);
    expect(started.batches.flat().filter((body) => body === "poison")).toHaveLength(5);
    expect(started.batches.flat().filter((body) => body === "good")).toHaveLength(1);
    expect(started.queue.deadLetters).toEqual(["poison"]);
  });

  it.each([
    ["throws", async () => Promise.reject(new Error("down"))],
    ["names a message that it was not given", async () => ({ batchItemFailures: [{ itemIdentifier: "other" }] })],
    ["names nothing", async () => ({ batchItemFailures: [{ itemIdentifier: "" }] })],
  ])("treats the whole batch as failed when the consumer %s", async (_what, failing) => {
    let attempts = 0;
    const consumer = async () => (++attempts === 1 ? failing() : { batchItemFailures: [] });
    const started = start(never, { consumer });
    await sendAll(started, ["a"]);
    expect(attempts).toBe(2);
  });

  it("hides failed messages for the visibility timeout", async () => {
    const times: number[] = [];
    const consumer = async () => {
      times.push(Date.now());
      if (times.length === 1) throw new Error("down");
    };
    await sendAll(start(never, { consumer, visibilityTimeoutMillis: 100 }), ["a"]);
    expect(times[1]! - times[0]!).toBeGreaterThanOrEqual(95);
  });

  it("stops after the current batch", async () => {
    const started = start(() => true, { visibilityTimeoutMillis: 20 });
    await started.queue.send("a");
    await expect.poll(() => started.batches.length).toBeGreaterThan(0);
    await started.queue.stop();
    const { length } = started.batches;
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(started.batches).toHaveLength(length);
  });
});
