import { describe, expect, it, vi } from "vitest";
import { CachedSecret } from "../../../src/adapters/secrets";

function secretAt() {
  let now = 0;
  const reader = vi.fn(async (fresh: boolean) => (fresh ? "new" : "old"));
  return { secret: new CachedSecret(reader, () => now), reader, after: (seconds: number) => (now += seconds * 1000) };
}

describe("a secret", () => {
  it("is read again after a refusal, at most every ten seconds", async () => {
    const { secret, reader, after } = secretAt();
    expect(await secret.read()).toBe("old");
    expect(await secret.readAgain()).toBe("new");
    for (let n = 0; n < 50; n += 1) await secret.readAgain();
    expect(reader.mock.calls.filter(([fresh]) => fresh)).toHaveLength(1);
    after(10);
    await secret.readAgain();
    expect(reader.mock.calls.filter(([fresh]) => fresh)).toHaveLength(2);
  });

  it("is read once for callers at the same time", async () => {
    const { secret, reader } = secretAt();
    await Promise.all([secret.read(), secret.read(), secret.read()]);
    expect(reader).toHaveBeenCalledOnce();
  });

  it("outlives a failure of its store once it was read", async () => {
    const { secret, reader } = secretAt();
    await secret.read();
    reader.mockRejectedValue(new Error("throttled"));
    expect(await secret.read()).toBe("old");
    expect(await secret.readAgain()).toBe("old");
  });

  it("has a previous value, which is read at most every ten seconds, or none", async () => {
    let now = 0;
    const reader = vi.fn(async (_fresh: boolean, stage: string) => `${stage} ${reader.mock.calls.length}`);
    const secret = new CachedSecret(reader, () => now);
    expect(await secret.readPrevious()).toBe("AWSPREVIOUS 1");
    now = 9_999;
    expect(await secret.readPrevious()).toBe("AWSPREVIOUS 1");
    now = 10_000;
    expect(await secret.readPrevious()).toBe("AWSPREVIOUS 2");
    now = 20_000;
    reader.mockRejectedValue(new Error("no version AWSPREVIOUS"));
    expect(await secret.readPrevious()).toBeUndefined();
  });

  it("is temporarily unavailable when it was never read", async () => {
    const secret = new CachedSecret(() => Promise.reject(new Error("throttled")));
    await expect(secret.read()).rejects.toMatchObject({ name: "TemporarilyUnavailable", backend: "configuration" });
  });
});
