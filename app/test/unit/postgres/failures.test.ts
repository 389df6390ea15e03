import pg from "pg";
import { describe, expect, it } from "vitest";
import { breaksConnection, kindOf } from "../../../src/adapters/postgres/connection/failures";

const sql = (code: string) => Object.assign(new pg.DatabaseError("m", 1, "error"), { code });
const socket = (code: string) => Object.assign(new Error("m"), { code });

describe("a failed statement", () => {
  it.each([
    ["a deadlock", sql("40P01"), "contended", false],
    ["a serialization failure", sql("40001"), "contended", false],
    ["a statement timeout", sql("57014"), "slow", false],
    ["a lock timeout", sql("55P03"), "slow", false],
    ["a client's read timeout", new Error("Query read timeout"), "slow", true],
    ["a reset socket", socket("ECONNRESET"), "lost", true],
    ["a broken pipe, whose code looks like an SQLSTATE", socket("EPIPE"), "lost", true],
    ["a server that shuts down", sql("57P01"), "lost", true],
    ["an ended idle transaction", sql("25P03"), "lost", true],
    ["a writer that became a reader", sql("25006"), "lost", true],
    ["a duplicate key", sql("23505"), "refused", false],
    ["a syntax error", sql("42601"), "refused", false],
  ])("by %s is classified", (_, error, kind, breaks) => {
    expect(kindOf(error)).toBe(kind);
    expect(breaksConnection(error)).toBe(breaks);
  });
});
