import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const folder = join(import.meta.dirname, "../image");

/** Titles of tests with `gate <number>:`, by number. */
function gatesOf(sources: readonly string[]): number[] {
  const titles = sources.flatMap((source) => [...source.matchAll(/"gate (\d+): /g)]);
  return [...new Set(titles.map(([, number]) => Number(number)))].sort((one, other) => one - other);
}

it("every gate of the image is named by a test", () => {
  const files = readdirSync(folder).filter((file) => file.endsWith(".test.ts"));
  const sources = files.map((file) => readFileSync(join(folder, file), "utf8"));
  const gates = Array.from({ length: 12 }, (_, index) => index + 1);
  expect(gatesOf(sources)).toEqual(gates);
  expect(gatesOf(sources.map((source) => source.replaceAll('"gate 3: ', '"')))).not.toEqual(gates);
});
