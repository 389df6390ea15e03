import { readdirSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { SCHEMA } from "../../../src/adapters/postgres/schema/schema";

it("the health check requires the image's last migration", () => {
  const names = readdirSync(path.resolve(import.meta.dirname, "../../../migrations")).sort();
  expect(names.at(-1)).toBe(SCHEMA);
});
