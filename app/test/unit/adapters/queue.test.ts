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

describe("the order queue", () => {
  it("names only what was accepted", async () => {
    send.mockResolvedValueOnce({ ...accepted("m0", "m2"), Failed: [{ Id: "m1", Code: "InternalError" }] });
    expect(await new SqsOrderQueue("url").send(messages.slice(0, 3))).toEqual(["m0", "m2"]);
  });

  it("names what was accepted before a call failed", async () => {
    send.mockResolvedValueOnce(accepted("m0")).mockRejectedValueOnce(new Error("away"));
    expect(await new SqsOrderQueue("url").send(messages)).toEqual(["m0"]);
  });

  it("is unavailable when nothing was accepted because the call failed", async () => {
    send.mockRejectedValueOnce(new Error("away"));
    await expect(new SqsOrderQueue("url").send(messages)).rejects.toThrow("queue is unavailable");
  });

  it("calls nobody for nothing", async () => {
    send.mockClear();
    expect(await new SqsOrderQueue("url").send([])).toEqual([]);
    expect(send).not.toHaveBeenCalled();
  });
});
