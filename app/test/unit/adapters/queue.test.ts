import { describe, expect, it, vi } from "vitest";
import { SqsOrderQueue } from "../../../src/adapters/queue";
import type { OrderMessage } from "../../../src/domain/model";

const send = vi.hoisted(() => vi.fn());

vi.mock("@aws-sdk/client-sqs", () => ({
  SQSClient: class {
    send = send;
  },
  SendMessageBatchCommand: class {
    constructor(readonly input: unknown) {}
  },
}));

const messages = Array.from({ length: 12 }, (_, n) => ({ id: `m${n}` }) as OrderMessage);
const accepted = (...ids: string[]) => ({ Successful: ids.map((Id) => ({ Id })) });

/** A queue, and the reasons that it gave for what it did not take. */
function openQueue() {
  const failures: string[] = [];
  const queue = new SqsOrderQueue("url", (error) => failures.push((error as Error).message));
  return { queue, failures };
}

describe("the order queue", () => {
  it("returns the accepted ids and reports the reason of the others", async () => {
    const { queue, failures } = openQueue();
    send.mockResolvedValueOnce({ ...accepted("m0", "m2"), Failed: [{ Id: "m1", Code: "InternalError" }] });
    expect(await queue.send(messages.slice(0, 3))).toEqual(["m0", "m2"]);
    expect(failures).toEqual(["The queue refused messages. m1: InternalError"]);
  });

  it("returns the ids accepted before a failed call and reports its reason", async () => {
    const { queue, failures } = openQueue();
    send.mockResolvedValueOnce(accepted("m0")).mockRejectedValueOnce(new Error("away"));
    expect(await queue.send(messages)).toEqual(["m0"]);
    expect(failures).toEqual(["away"]);
  });

  it("is unavailable when the first call fails", async () => {
    send.mockRejectedValueOnce(new Error("away"));
    const sending = openQueue().queue.send(messages);
    await expect(sending).rejects.toMatchObject({ message: "queue is unavailable", cause: { message: "away" } });
  });

  it("reports no failure when all messages are accepted", async () => {
    const { queue, failures } = openQueue();
    send.mockResolvedValueOnce(accepted("m0"));
    await queue.send(messages.slice(0, 1));
    expect(failures).toEqual([]);
  });

  it("does not call SQS without messages", async () => {
    send.mockClear();
    expect(await openQueue().queue.send([])).toEqual([]);
    expect(send).not.toHaveBeenCalled();
  });
});
