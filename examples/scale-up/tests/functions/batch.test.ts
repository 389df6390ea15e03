import { expect, test } from "vitest";
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
