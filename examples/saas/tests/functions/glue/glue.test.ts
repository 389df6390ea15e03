import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";

const scripts = join(__dirname, "../../../glue");

/** Item of an export of DynamoDB, in its JSON. */
const payment = (status: string, plan: string, day: string, cents: number) => ({
  subscriptionId: { S: "s-1" },
  period: { S: day },
  status: { S: status },
  amountCents: { N: String(cents) },
  event: { M: { plan: { S: plan }, occurredAt: { S: `${day}T23:59:59.000Z` }, amountCents: { N: String(cents) } } },
});

function run(items: readonly object[]): unknown {
  const { stdout, stderr, status } = spawnSync("python3", [join(__dirname, "run_job.py"), scripts], {
    input: JSON.stringify(items),
    encoding: "utf8",
  });
  expect([status, stderr]).toEqual([0, ""]);
  return JSON.parse(stdout);
}

test("SA-A1 the Glue job adds up captured payments by plan and day", () => {
  const items = [
    payment("captured", "pro", "2026-11-30", 2_900),
    payment("captured", "pro", "2026-11-30", 29_000),
    payment("captured", "pro", "2026-11-29", 2_900),
    payment("captured", "basic", "2026-11-30", 900),
  ];
  expect(run(items)).toEqual([
    { plan: "basic", day: "2026-11-30", payments: 1, amount_cents: 900 },
    { plan: "pro", day: "2026-11-29", payments: 1, amount_cents: 2_900 },
    { plan: "pro", day: "2026-11-30", payments: 2, amount_cents: 31_900 },
  ]);
});

test("the Glue job leaves out claims, declined payments, and captures that are not settled", () => {
  const { event: _event, ...unsettled } = payment("captured", "pro", "2026-11-30", 2_900);
  const items = [
    payment("claimed", "pro", "2026-11-30", 2_900),
    payment("declined", "pro", "2026-11-30", 2_900),
    unsettled,
    {},
  ];
  expect(run(items)).toEqual([]);
});
