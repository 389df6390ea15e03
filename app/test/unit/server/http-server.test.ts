import { Agent, request as sendRequest } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { startHttpServer } from "../../../src/server/http-server";
import { gate } from "../../support/gate";

const agent = new Agent({ keepAlive: true });

function ask(port: number): Promise<{ status: number; headers: Record<string, unknown> }> {
  return new Promise((resolve, reject) => {
    const sent = sendRequest({ port, agent }, (answer) => {
      answer.resume().once("end", () => resolve({ status: answer.statusCode!, headers: answer.headers }));
    });
    sent.once("error", reject).end();
  });
}

describe("an HTTP server", () => {
  it("keeps connections longer than a load balancer, which closes idle ones after 60 s", async () => {
    const server = await startHttpServer({
      port: 0,
      answer: async (_request, response) => void response.end(),
      onFailure: () => undefined,
    });
    const { headers } = await ask(server.port);
    expect(Number(/timeout=(\d+)/.exec(String(headers["keep-alive"]))?.[1])).toBeGreaterThan(60);
    await server.stop();
  });

  it("answers what was received before it stops, and takes nothing more", async () => {
    const received = gate();
    const released = gate();
    const server = await startHttpServer({
      port: 0,
      answer: async (_request, response) => {
        received.open();
        await released.promise;
        response.end("done");
      },
      onFailure: () => undefined,
    });
    const underWay = ask(server.port);
    await received.promise;
    const stopped = server.stop();
    await expect(ask(server.port)).rejects.toThrow("ECONNREFUSED");
    released.open();
    expect((await underWay).status).toBe(200);
    await stopped;
  });

  it("does not wait longer than its grace for a request that does not end", async () => {
    const received = gate();
    const server = await startHttpServer({
      port: 0,
      answer: () => (received.open(), pause(3_600_000, undefined, { ref: false })),
      onFailure: () => undefined,
      graceMillis: 50,
    });
    const underWay = ask(server.port);
    await received.promise;
    await Promise.all([server.stop(), expect(underWay).rejects.toThrow("socket hang up")]);
  });

  it("answers a failure with 500 and reports it", async () => {
    const failures: unknown[] = [];
    const server = await startHttpServer({
      port: 0,
      answer: () => Promise.reject(new Error("broken")),
      onFailure: (error) => failures.push(error),
    });
    expect((await ask(server.port)).status).toBe(500);
    expect(failures).toEqual([new Error("broken")]);
    await server.stop();
  });
});
