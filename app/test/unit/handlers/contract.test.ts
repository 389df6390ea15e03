import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { commands, metrics, parameterNames, routes } from "../../../contract";
import { operations } from "../../../src/http/operations";

const handlers = join(import.meta.dirname, "../../../src/handlers");
const asked = new Set<string>();

vi.mock("../../../src/adapters/parameters", () => ({
  readParameters: async () =>
    new Proxy<Record<string, string>>(
      {},
      {
        get: (_target, name) => {
          asked.add(String(name));
          return name === "cache/port" ? "1" : "127.0.0.1";
        },
      },
    ),
}));
vi.mock("../../../src/adapters/secrets", () => ({
  secretsManagerSecret: () => ({ read: async () => "secret", readAgain: async () => "secret" }),
}));

beforeEach(() => {
  vi.stubEnv("ENVIRONMENT", "test");
  vi.stubEnv("PARAMETER_PATH", "/groundplan/test");
  vi.stubEnv("CSRF_PROTECTION", "enforce");
});

afterEach(async () => {
  vi.unstubAllEnvs();
  const { closeAll } = await import("../../../src/handlers/runtime/lifetime");
  await closeAll();
});

describe("the contract with the platform", () => {
  it("has an operation for every route and no other", () => {
    expect(Object.keys(operations).sort()).toEqual(routes.map(({ name }) => name).sort());
  });

  it.each(Object.entries(commands))("has a handler for the command of %s", async (name, [command]) => {
    expect(command).toBe(`handlers/${name}.handler`);
    expect(existsSync(join(handlers, `${name}.ts`))).toBe(true);
    const { handler } = (await import(join(handlers, `${name}.ts`))) as { handler: unknown };
    expect(handler).toBeTypeOf("function");
  });

  it("has no parameter that no function reads, and no function reads another", async () => {
    for (const name of Object.keys(commands)) {
      const { handler } = (await import(join(handlers, `${name}.ts`))) as {
        handler: (event: unknown, context: unknown) => Promise<unknown>;
      };
      // The event is none that the handler knows; what counts is what it read before it found out.
      await handler({}, {}).catch(() => undefined);
    }
    asked.delete("then");
    expect([...asked].sort()).toEqual([...parameterNames].sort());
  });

  it("has no metric that is never written", () => {
    const sources = ["api", "runtime/cache", "order-messages", "outbox-run", "payment-tasks"].map(
      (name) => `handlers/${name}`,
    );
    const operationFiles = ["orders", "feedback", "cart"].map((name) => `http/operations/${name}`);
    const text = [...sources, ...operationFiles]
      .map((file) => readFileSync(join(handlers, "..", `${file}.ts`), "utf8"))
      .join("\n");
    const written = [...text.matchAll(/meter\.add\(metrics\.(\w+)/g)].map(([, name]) => name!);
    expect([...new Set(written)].sort()).toEqual(Object.keys(metrics).sort());
  });
});
