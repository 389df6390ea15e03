import { describe, expect, it } from "vitest";
import { CachedSecret } from "../../../src/adapters/secrets";
import { memoryApi } from "../../support/memory-api";

describe("the origin header", () => {
  it.each(["health", "listProducts", "getCustomer", "unmatched"] as const)("is required at %s", async (route) => {
    const { call } = memoryApi();
    expect((await call(route, { headers: { "x-origin-secret": "" } })).status).toBe(403);
    expect((await call(route, { headers: { "x-origin-secret": "guess" } })).status).toBe(403);
  });

  it("may be the value after a rotation", async () => {
    const values = ["old", "new"];
    const originSecret = new CachedSecret(async (fresh) => values[fresh ? 1 : 0]!);
    const { call } = memoryApi({ originSecret });
    expect((await call("health", { headers: { "x-origin-secret": "old" } })).status).toBe(200);
    expect((await call("health", { headers: { "x-origin-secret": "new" } })).status).toBe(200);
  });

  it("may be the value before a rotation, but no older one", async () => {
    const store = { AWSCURRENT: "newest", AWSPREVIOUS: "the one before" };
    const { call } = memoryApi({ originSecret: new CachedSecret(async (_fresh, stage) => store[stage]) });
    const statusWith = async (value: string) =>
      (await call("health", { headers: { "x-origin-secret": value } })).status;
    expect(await statusWith("the one before")).toBe(200);
    expect(await statusWith("newest")).toBe(200);
    expect(await statusWith("one before that")).toBe(403);
  });

  it("limits reads of the secret's store by guesses to one in ten seconds", async () => {
    const reads: string[] = [];
    const originSecret = new CachedSecret(async (fresh, stage) => {
      if (fresh) reads.push(stage);
      return "right";
    });
    const { call } = memoryApi({ originSecret });
    for (let guess = 0; guess < 20; guess += 1) await call("health", { headers: { "x-origin-secret": `${guess}` } });
    expect(reads).toEqual(["AWSCURRENT", "AWSPREVIOUS"]);
  });

  it("answers 503 while the secret cannot be read", async () => {
    const originSecret = new CachedSecret(() => Promise.reject(new Error("access to arn:aws:secret denied")));
    const { call } = memoryApi({ originSecret });
    const { status, text } = await call("health");
    expect(status).toBe(503);
    expect(text).not.toContain("arn:");
  });
});
