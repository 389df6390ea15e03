import path from "node:path";
import { resourceAddresses } from "../../modules/core";
import { moduleStack } from "../../tools/emulation/readme-examples";
import { REPETITIONS, repetitionsIn } from "../../tools/emulation/repetitions";
import { SHORTFALLS } from "../../tools/emulation/shortfalls";

const root = path.resolve(__dirname, "../..");

test.each(Object.keys(SHORTFALLS))("what is listed for %s is in its example", (name) => {
  const types = Object.keys(moduleStack(root, name).config.resource!);
  expect(types).toEqual(expect.arrayContaining(Object.keys(SHORTFALLS[name]!)));
});

test("no module is left out as a whole", () => {
  for (const [name, listed] of Object.entries(SHORTFALLS)) {
    const types = Object.keys(moduleStack(root, name).config.resource!);
    expect(types.filter((type) => !(type in listed)).length).toBeGreaterThan(0);
  }
});

test.each(Object.entries(REPETITIONS))(
  "each repetition of %s is one resource beside another of its type",
  (name, starts) => {
    const addresses = resourceAddresses(moduleStack(root, name).config);
    const repetitions = repetitionsIn(name, addresses);
    expect(repetitions).toHaveLength(starts.length);
    for (const repetition of repetitions) {
      const [type] = repetition.split(".");
      const others = addresses.filter((one) => one.startsWith(`${type}.`) && !repetitions.includes(one));
      expect(others.length).toBeGreaterThan(0);
    }
    expect(repetitionsIn("network", addresses)).toEqual([]);
  },
);
