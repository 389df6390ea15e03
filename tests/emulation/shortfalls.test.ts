import path from "node:path";
import { moduleStack } from "../../tools/emulation/readme-examples";
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
