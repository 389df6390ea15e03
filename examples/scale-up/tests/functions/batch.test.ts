import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { bundleBatch } from "../../batch/bundle";
import { countViews } from "../../batch/events";
import { productDays } from "../../batch/product-days";

async function* linesOf(...lines: string[]): AsyncGenerator<string> {
  yield* lines;
}

const view = (productId: unknown, at = "2026-11-30T10:00:00Z") =>
  JSON.stringify({ type: "product-viewed", productId, at });

test("the batch counts the views of each product on the day", async () => {
  const { byProduct, invalidLines } = await countViews(
    linesOf(view("cup"), view("cup"), view("coffee"), view("cup", "2026-12-01T00:00:00Z"), ""),
    "2026-11-30",
  );
  expect([[...byProduct], invalidLines]).toEqual([
    [
      ["cup", 2],
      ["coffee", 1],
    ],
    0,
  ]);
});

test("the batch counts lines that are no JSON object, and leaves other events alone", async () => {
  const others = ['{"type":"cart-left"}', view(7), view("cup", "yesterday")];
  const { byProduct, invalidLines } = await countViews(linesOf("{", "null", "7", '"x"', ...others), "2026-11-30");
  expect([byProduct.size, invalidLines]).toEqual([0, 4]);
});

test("the batch joins products that were viewed, sold, or both", () => {
  const views = new Map([
    ["cup", 3],
    ["teapot", 1],
  ]);
  const sales = [
    { productId: "cup", pieces: 2, revenueCents: 1980 },
    { productId: "coffee", pieces: 1, revenueCents: 1490 },
  ];
  expect(productDays("2026-11-30", views, sales)).toEqual([
    { day: "2026-11-30", productId: "coffee", views: 0, pieces: 1, revenueCents: 1490 },
    { day: "2026-11-30", productId: "cup", views: 3, pieces: 2, revenueCents: 1980 },
    { day: "2026-11-30", productId: "teapot", views: 1, pieces: 0, revenueCents: 0 },
  ]);
});

test("the image of the batch has the program and the schema, no default base, and an unprivileged user", () => {
  const folder = mkdtempSync(join(tmpdir(), "groundplan-batch-"));
  try {
    const program = bundleBatch(folder);
    expect(readdirSync(folder).sort()).toEqual(["main.cjs", "schema.sql"]);
    const { status, stdout } = spawnSync(process.execPath, ["--no-warnings", program, "drop"], { encoding: "utf8" });
    expect([status, stdout]).toEqual([1, expect.stringContaining("allowed: aggregate, migrate")]);
  } finally {
    rmSync(folder, { recursive: true });
  }
  const lines = readFileSync(join(__dirname, "../../batch/Dockerfile"), "utf8").split("\n");
  expect(lines.filter((line) => !line.startsWith("#") && line !== "")).toEqual([
    "ARG BASE",
    "FROM ${BASE}",
    "COPY --chmod=0755 dist/ /opt/batch/",
    "USER 993:990",
    'ENTRYPOINT ["node", "/opt/batch/main.cjs"]',
    'CMD ["aggregate"]',
  ]);
});
