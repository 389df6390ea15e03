import { describe, expect, it, vi } from "vitest";
import type { Database } from "../../../src/adapters/postgres";
import { spreadReads } from "../../../src/adapters/postgres/connection/replicas";
import { TemporarilyUnavailable } from "../../../src/domain/errors";

const unavailable = async () => {
  throw new TemporarilyUnavailable("database");
};

function replica(name: string, differences: Partial<Database> = {}): Database {
  return {
    read: vi.fn(async () => [{ name }] as never),
    transaction: vi.fn(async () => name as never),
    outsideTransaction: vi.fn(async () => name as never),
    connect: vi.fn(async () => undefined),
    close: vi.fn(async () => undefined),
    ...differences,
  };
}

const readTimes = async (database: Database, times: number) => {
  const names: unknown[] = [];
  for (let time = 0; time < times; time += 1) names.push((await database.read<{ name: string }>("SELECT"))[0]!.name);
  return names;
};

describe("replicas that share the reads", () => {
  it("answer in turn", async () => {
    expect(await readTimes(spreadReads([replica("a"), replica("b")]), 4)).toEqual(["a", "b", "a", "b"]);
  });

  it("answer for one that is unavailable", async () => {
    const database = spreadReads([replica("a", { read: unavailable }), replica("b")]);
    expect(await readTimes(database, 3)).toEqual(["b", "b", "b"]);
  });

  it("are unavailable together", async () => {
    const database = spreadReads([replica("a", { read: unavailable }), replica("b", { read: unavailable })]);
    await expect(database.read("SELECT")).rejects.toThrow("database is unavailable");
  });

  it("do not repeat a statement that is wrong", async () => {
    const read = vi.fn(async () => {
      throw new Error("no such column");
    });
    const other = replica("b");
    await expect(spreadReads([replica("a", { read }), other]).read("SELECT")).rejects.toThrow("no such column");
    expect(other.read).not.toHaveBeenCalled();
  });

  it("connect and close together, and leave transactions to the first", async () => {
    const replicas = [replica("a"), replica("b")];
    const database = spreadReads(replicas);
    await database.connect();
    await database.close();
    for (const { connect, close } of replicas) {
      expect(connect).toHaveBeenCalledOnce();
      expect(close).toHaveBeenCalledOnce();
    }
    expect(await database.transaction(async () => "done")).toBe("a");
  });
});
