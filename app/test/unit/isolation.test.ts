import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const folder = import.meta.dirname;
const tests = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".test.ts"));
const REPLACES_MODULES = /vi\.(mock|doMock|resetModules)\(/;

it("only tests of the project unit-isolated replace modules, which others would share", () => {
  const replacing = tests.filter((file) => REPLACES_MODULES.test(readFileSync(join(folder, file), "utf8")));
  expect(replacing).toContain("adapters/queue.test.ts");
  expect(replacing.filter((file) => !/^(handlers\/|adapters\/queue\.test\.ts$)/.test(file))).toEqual([]);
});
