import { afterEach, describe, expect, it, vi } from "vitest";

const load = async () => {
  vi.resetModules();
  return import("../../../src/handlers/runtime/lifetime");
};

const inLambda = () => vi.stubEnv("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:9001");

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  process.removeAllListeners("SIGTERM");
});

describe("a handler", () => {
  it("is created while Lambda initializes, and a failure is an initialization error", async () => {
    inLambda();
    const { handlerOf } = await load();
    const made = handlerOf<unknown, unknown, unknown>(() => Promise.reject(new Error("no configuration")));
    await expect(made).rejects.toThrow("no configuration");
  });

  it("is created once for all events", async () => {
    const { handlerOf } = await load();
    const compose = vi.fn(async () => async (event: number) => event * 2);
    const handler = await handlerOf(compose);
    expect(compose).not.toHaveBeenCalled();
    expect(await Promise.all([handler(1, {}), handler(2, {})])).toEqual([2, 4]);
    expect(compose).toHaveBeenCalledOnce();
  });

  it("is created again after a failure outside Lambda", async () => {
    const { handlerOf } = await load();
    const compose = vi.fn(async () => async () => "done");
    compose.mockRejectedValueOnce(new Error("not yet"));
    const handler = await handlerOf(compose);
    await expect(handler({}, {})).rejects.toThrow("not yet");
    expect(await handler({}, {})).toBe("done");
  });
});

describe("the end of an execution environment", () => {
  const endedBySignal = () => vi.spyOn(process, "kill").mockImplementation(() => true);

  it("closes all resources, also after a failure, and then ends by the signal", async () => {
    inLambda();
    const kill = endedBySignal();
    const { closeAtEnd } = await load();
    const pool = closeAtEnd({ close: vi.fn(async () => undefined) });
    closeAtEnd({ close: () => Promise.reject(new Error("stuck")) });
    process.emit("SIGTERM");
    expect(kill).not.toHaveBeenCalled();
    await vi.waitFor(() => expect(kill).toHaveBeenCalledWith(process.pid, "SIGTERM"), 30_000);
    expect(pool.close).toHaveBeenCalledOnce();
    expect(process.listenerCount("SIGTERM")).toBe(0);
  });

  it("does not wait for a resource that never closes", async () => {
    inLambda();
    const kill = endedBySignal();
    const { closeAtEnd } = await load();
    closeAtEnd({ close: () => new Promise(() => undefined) });
    const startedAt = performance.now();
    process.emit("SIGTERM");
    await vi.waitFor(() => expect(kill).toHaveBeenCalledOnce(), 30_000);
    expect(performance.now() - startedAt).toBeGreaterThan(390);
  });

  it("is left to the host outside Lambda", async () => {
    const before = process.listenerCount("SIGTERM");
    await load();
    expect(process.listenerCount("SIGTERM")).toBe(before);
  });
});
