import { beforeEach, expect, test, vi } from "vitest";
import { handler } from "../../functions/handlers/analytics";
import { TemporarilyUnavailable } from "../../functions/refusal";
import { call } from "./support/resources";

const query = vi.hoisted(() => vi.fn());

vi.mock("../../functions/adapters/database", () => ({ query }));

beforeEach(() => {
  process.env["ALLOW_ORIGIN"] = "https://shop.example.com";
  query.mockReset().mockResolvedValue([{ day: "2026-11-30", orders: "2", cents: "3960" }]);
});

const read = (from: string, to: string) =>
  call(handler, "getAnalytics", { query: { from, to }, customerId: "analyst" });

test("analytics are sums of each day, read in a session that cannot write", async () => {
  const { status, body } = await read("2026-11-01", "2026-11-30");
  const sales = [{ day: "2026-11-30", orders: 2, revenueCents: 3960 }];
  expect([status, body]).toEqual([200, { from: "2026-11-01", to: "2026-11-30", sales }]);
  expect(query).toHaveBeenCalledWith("read-only", expect.stringContaining("$1"), ["2026-11-01", "2026-11-30"]);
});

test.each([
  ["2026-11-30", "2026-11-01"],
  ["2025-01-01", "2026-11-30"],
  ["2026-02-30", "2026-03-01"],
  ["'; DROP TABLE sales; --", "2026-11-30"],
  ["2026-11-30T00:00:00Z", "2026-11-30"],
])("analytics refuse the period %s to %s, and ask no database", async (from, to) => {
  expect(await read(from, to)).toMatchObject({ status: 400, body: { code: "invalid-request" } });
  expect(query).not.toHaveBeenCalled();
});

test("analytics ask to come again while the database does not answer", async () => {
  query.mockRejectedValue(new TemporarilyUnavailable("The database"));
  const { status, headers, text } = await read("2026-11-01", "2026-11-30");
  expect([status, headers["retry-after"]]).toEqual([503, "2"]);
  expect(text).not.toContain("database");
});

test("analytics show nothing of an unexpected error", async () => {
  query.mockRejectedValue(Object.assign(new Error('relation "sales" does not exist'), { severity: "ERROR" }));
  const { status, body } = await read("2026-11-01", "2026-11-30");
  expect([status, body]).toEqual([500, { code: "internal-error", message: "Internal error", requestId: "request" }]);
});
