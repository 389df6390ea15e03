import fs from "node:fs";
import path from "node:path";
import { readConfiguration } from "../../../policies";
import { estimate } from "../../../tools/cost/estimate";
import { PriceList } from "../../../tools/cost/prices/price-list";
import { PRICERS } from "../../../tools/cost/pricing";
import { FREE_TYPES } from "../../../tools/cost/pricing/free-types";
import { exampleSystems } from "../../support/example-systems";
import { exampleFolder, repositoryFolder, stackNamesIn } from "../../support/synthesized";

const systems = [
  { system: "the reference platform", folder: repositoryFolder() },
  ...exampleSystems().map((name) => ({ system: name, folder: exampleFolder(name) })),
];

test.each(systems)("every type of $system is priced or free for a stated reason", ({ folder }) => {
  const stacks = stackNamesIn(folder).map((name) => {
    const config: unknown = JSON.parse(fs.readFileSync(path.join(folder, "stacks", name, "cdk.tf.json"), "utf8"));
    return readConfiguration({ name, config });
  });
  const lines = estimate({ stacks, prices: new PriceList(), usage: new Map() });
  expect(new Set(lines.map(({ stack, address }) => `${stack} ${address}`)).size).toBeGreaterThan(50);
  expect(lines.filter(({ reason }) => reason?.startsWith("no prices for")).map(({ type }) => type)).toEqual([]);
});

test("no type is priced and free", () => {
  expect(Object.keys(PRICERS).filter((type) => FREE_TYPES.has(type))).toEqual([]);
});
