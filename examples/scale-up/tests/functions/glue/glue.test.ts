import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

const scripts = join(__dirname, "../../../glue");

/** Item of an export of DynamoDB, in its JSON. */
const order = (
  status: string,
  items: readonly (readonly [string, number, number])[],
  placedAt = "2026-11-30T10:00:00Z",
) => ({
  pk: { S: "ORDER#1" },
  sk: { S: "ORDER" },
  status: { S: status },
  placedAt: { S: placedAt },
  totalCents: { N: "1" },
  note: { NULL: true },
  items: {
    L: items.map(([productId, quantity, priceCents]) => ({
      M: { productId: { S: productId }, quantity: { N: String(quantity) }, priceCents: { N: String(priceCents) } },
    })),
  },
});

interface Rows {
  readonly alone: readonly object[];
  readonly job: readonly object[];
}

function run(items: readonly object[], lines: readonly string[]): Rows {
  const { stdout, stderr, status } = spawnSync("python3", [join(__dirname, "run_transform.py"), scripts], {
    input: JSON.stringify({ items, lines }),
    encoding: "utf8",
  });
  expect([status, stderr]).toEqual([0, ""]);
  return JSON.parse(stdout) as Rows;
}

const view = (productId: string) => JSON.stringify({ type: "product-viewed", productId, at: "2026-11-30T09:00:00Z" });

describe("the Glue job", () => {
  test("has scripts that Python compiles", () => {
    const names = readdirSync(scripts).filter((name) => name.endsWith(".py"));
    const script = "import ast, sys; [ast.parse(open(name).read(), name) for name in sys.argv[1:]]";
    const { status, stderr } = spawnSync("python3", ["-c", script, ...names.map((name) => join(scripts, name))], {
      encoding: "utf8",
    });
    expect([names.sort(), status, stderr]).toEqual([["product_days_job.py", "transform.py"], 0, ""]);
  });

  test("adds up paid orders and views by product and day, on stand-ins of Spark's collections as without them", () => {
    const items = [
      order("PAID", [
        ["cup", 2, 990],
        ["coffee", 1, 1490],
      ]),
      order("PAID", [["cup", 1, 990]]),
      order("PAID", [["cup", 1, 990]], "2026-11-29T23:59:59Z"),
    ];
    const { alone, job } = run(items, [view("cup"), view("teapot"), view("cup")]);
    expect(alone).toEqual([
      { product_id: "coffee", day: "2026-11-30", views: 0, pieces: 1, revenue_cents: 1490 },
      { product_id: "cup", day: "2026-11-29", views: 0, pieces: 1, revenue_cents: 990 },
      { product_id: "cup", day: "2026-11-30", views: 2, pieces: 3, revenue_cents: 2970 },
      { product_id: "teapot", day: "2026-11-30", views: 1, pieces: 0, revenue_cents: 0 },
    ]);
    expect(job).toEqual(alone);
  });

  test("leaves out orders that are not paid, other items of the table, and lines that are no views", () => {
    const items = [
      order("CANCELLED", [["cup", 1, 990]]),
      order("PENDING", [["cup", 1, 990]]),
      { pk: { S: "PRODUCT#cup" }, sk: { S: "PRODUCT" }, stock: { N: "5" } },
      { pk: { S: "KEY#a#b" }, sk: { S: "KEY" }, order: { M: { status: { S: "PAID" } } } },
      { pk: { S: "ORDER#1" }, sk: { S: "CHARGE" }, state: { S: "charged" } },
    ];
    const lines = [
      "",
      "{",
      "[]",
      "null",
      '{"type":"product-viewed"}',
      '{"type":"cart-left","productId":"cup","at":"x"}',
    ];
    expect(run(items, lines)).toEqual({ alone: [], job: [] });
  });
});
