import { describe, expect, it } from "vitest";
import { MemoryCache } from "../../../src/adapters/cache";
import { rateLimited } from "../../../src/server/rate-limit";
import { claims, eventOf, memoryLog, type Call } from "../../support/memory-api";
import { undocumented } from "../../support/openapi-contract";

const alice = { claims };
const bob = { claims: { ...claims, sub: "bob" } };
const from = (address: string) => ({ headers: { "x-forwarded-for": `203.0.113.9, ${address}, 130.176.0.1` } });

function limited(requestsPerMinute: number, counters: Pick<MemoryCache, "count"> = new MemoryCache()) {
  let now = Date.UTC(2026, 0, 1, 12, 0, 15);
  const log = memoryLog();
  const api = rateLimited(async () => ({ statusCode: 200 }), { counters, requestsPerMinute, log, clock: () => now });
  const ask = async (call: Call, route: "listOrders" | "health" = "listOrders") => api(eventOf(route, call));
  const statuses = async (...calls: Call[]) => {
    const found: (number | undefined)[] = [];
    for (const call of calls) found.push((await ask(call)).statusCode);
    return found;
  };
  return { ask, statuses, log, pass: (seconds: number) => (now += seconds * 1000) };
}

describe("a limit of two requests a minute", () => {
  it("counts each customer, and each address without a token, for itself", async () => {
    const { statuses } = limited(2);
    expect(await statuses(alice, alice, alice, bob)).toEqual([200, 200, 429, 200]);
    const [home, office] = [from("198.51.100.1"), from("198.51.100.2")];
    expect(await statuses(home, home, office, home)).toEqual([200, 200, 200, 429]);
  });

  it("answers with a documented problem that says when to try again, and logs the viewer", async () => {
    const { ask, statuses, log } = limited(1);
    await statuses(alice);
    const { statusCode, headers, body } = await ask(alice);
    const text = body!;
    expect(JSON.parse(text)).toMatchObject({ status: 429, code: "too-many-requests", requestId: "request-1" });
    expect(headers).toMatchObject({ "retry-after": "45", "content-type": "application/problem+json" });
    const answer = { status: statusCode!, headers: headers as Record<string, string>, text };
    expect(undocumented("GET", "/api/orders", answer)).toEqual([]);
    expect(log.lines).toEqual([expect.stringContaining("request over the limit")]);
  });

  it("begins anew with the next minute", async () => {
    const { statuses, pass } = limited(1);
    expect(await statuses(alice, alice)).toEqual([200, 429]);
    pass(45);
    expect(await statuses(alice, alice)).toEqual([200, 429]);
  });

  it("is not applied to health checks, nor while the counters are unavailable", async () => {
    const { ask, statuses } = limited(1);
    await statuses({}, {});
    expect((await ask({}, "health")).statusCode).toBe(200);
    const without = limited(1, { count: async () => undefined } as unknown as MemoryCache);
    expect(await without.statuses(alice, alice)).toEqual([200, 200]);
  });
});
