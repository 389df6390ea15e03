import path from "node:path";
import { describe, expect, it } from "vitest";
import { migrateTimeoutSeconds } from "../../../contract";
import { migrate, type Database } from "../../../src/adapters/postgres";
import { CLIENT_MARGIN_MILLIS } from "../../../src/adapters/postgres/connection/connections";

describe("a migration", () => {
  it("is cancelled by the server and its client before Lambda's timeout", async () => {
    const limits: (number | undefined)[] = [];
    const database = {
      transaction: async (_work: unknown, timeoutMillis?: number) => {
        limits.push(timeoutMillis);
        return { applied: [], isInterrupted: false };
      },
    } as unknown as Database;
    await migrate(database, path.resolve(import.meta.dirname, "../../../migrations"));
    const [serverMillis] = limits;
    const left = migrateTimeoutSeconds * 1_000 - (serverMillis! + CLIENT_MARGIN_MILLIS);
    expect(left).toBeGreaterThanOrEqual(10_000);
    expect(left).toBeLessThanOrEqual(30_000);
  });
});
