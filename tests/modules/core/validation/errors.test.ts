import { inspect } from "node:util";
import { InputError, PolicyError } from "../../../../modules/core";

const problem = { path: "shop/queue", property: "name", value: "", allowed: "a name", fix: "name it" };

/** The lines that Node prints of an uncaught error, without those of the stack trace. */
function printed(error: Error): string[] {
  return inspect(error)
    .split("\n")
    .filter((line) => !/^\s+at /.test(line));
}

test.each([
  ["InputError", new InputError([problem])],
  ["PolicyError", new PolicyError(["shop: own-state: state a is also the state of b"])],
])("an uncaught %s is printed as its message, without the objects of its properties", (name, error) => {
  expect(printed(error)).toEqual(`${name}: ${error.message}`.split("\n"));
  expect(error.name).toBe(name);
});

test("the properties of the errors can be read", () => {
  expect(new InputError([problem]).problems).toEqual([problem]);
  expect(new PolicyError(["a"]).findings).toEqual(["a"]);
});
