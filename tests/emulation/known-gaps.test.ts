import path from "node:path";
import { resourceAddresses, type TerraformJson } from "../../modules/core";
import { DUPLICATES, duplicatesIn } from "../../tools/emulation/duplicates";
import { FIXTURES, withFixtures } from "../../tools/emulation/fixtures";
import { KNOWN_GAPS } from "../../tools/emulation/known-gaps";
import { exampleModuleNames, moduleStack } from "../../tools/emulation/readme-examples";

const root = path.resolve(__dirname, "../..");
const STACKS = new Map(exampleModuleNames(root).map((name) => [name, moduleStack(root, name)]));
const configOf = (name: string): TerraformJson => STACKS.get(name)!.config;

test.each(Object.keys(KNOWN_GAPS))("the example of %s contains every type with a known gap", (name) => {
  const types = Object.keys(configOf(name).resource!);
  expect(types).toEqual(expect.arrayContaining(Object.keys(KNOWN_GAPS[name]!)));
});

test("every example contains a type without a known gap", () => {
  for (const [name, gaps] of Object.entries(KNOWN_GAPS)) {
    const types = Object.keys(configOf(name).resource!);
    expect(types.filter((type) => !(type in gaps)).length).toBeGreaterThan(0);
  }
});

test.each(Object.entries(DUPLICATES))("every duplicate of %s repeats another resource of its type", (name, starts) => {
  const addresses = resourceAddresses(configOf(name));
  const duplicates = duplicatesIn(name, addresses);
  expect(duplicates).toHaveLength(starts.length);
  for (const duplicate of duplicates) {
    const [type] = duplicate.split(".");
    const others = addresses.filter((one) => one.startsWith(`${type}.`) && !duplicates.includes(one));
    expect(others.length).toBeGreaterThan(0);
  }
  expect(duplicatesIn("network", addresses)).toEqual([]);
});

test("known gaps, duplicates and fixtures belong to modules that exist", () => {
  const names = [...Object.keys(KNOWN_GAPS), ...Object.keys(DUPLICATES), ...Object.keys(FIXTURES)];
  expect(exampleModuleNames(root)).toEqual(expect.arrayContaining(names));
});

test.each(Object.entries(FIXTURES))("the example of %s refers to each of its fixtures", (name, fixtures) => {
  const example = JSON.stringify(configOf(name));
  for (const { references } of fixtures) {
    expect(Object.keys(references).filter((id) => example.includes(JSON.stringify(id)))).not.toEqual([]);
  }
});

test.each(exampleModuleNames(root))(
  "the example of %s refers to no VPC, subnet or security group without a fixture",
  (name) => {
    const emulated = withFixtures(name, configOf(name));
    expect(JSON.stringify(emulated).match(/"(?:vpc|subnet|sg)-[0-9a-f]{8,17}"/g)).toBeNull();
  },
);
