import { TerraformVariable } from "cdktf";
import { Validation, eachNamed, fields, integer, matching, unique, type Rule } from "../../../../modules/core";
import { synthesizeStack } from "../../../../testing";

interface Shelf {
  readonly name: string;
  readonly places: number;
  readonly books?: readonly string[];
}

const SHELF: Rule<Shelf> = fields(({ places }) => ({
  name: matching(/^[a-z]+$/, "small letters", "rename the shelf"),
  places: integer(1, 9, "build another shelf"),
  books: [unique(), (books) => (books.length > places ? [{ allowed: `${places} books`, fix: "remove some" }] : [])],
}));

const errorOf = (shelves: readonly Shelf[]) => () =>
  synthesizeStack((stack) =>
    new Validation(stack, "room")
      .props({ shelves }, { shelves: eachNamed(({ name }) => name, SHELF) })
      .throwIfInvalid(),
  );

describe("rules of fields", () => {
  test("report the name of the element, the field and its value", () => {
    const invalid = errorOf([
      { name: "a", places: 2 },
      { name: "b", places: 0, books: ["x", "x"] },
    ]);
    expect(invalid).toThrow(/^3 invalid settings:/);
    expect(invalid).toThrow(/test\/room: shelves\.b\.places: got 0; allowed: a whole number from 1 to 9/);
    expect(invalid).toThrow(/shelves\.b\.books: got "x"; allowed: every value once/);
    expect(invalid).toThrow(/shelves\.b\.books: got \["x","x"\]; allowed: 0 books/);
  });

  test("accept valid elements and absent fields", () => {
    expect(
      errorOf([
        { name: "a", places: 2 },
        { name: "b", places: 1, books: undefined },
      ]),
    ).not.toThrow();
  });

  test("accept unresolved fields", () => {
    const unresolved = () =>
      synthesizeStack((stack) => {
        const places = new TerraformVariable(stack, "places", { type: "number" }).numberValue;
        new Validation(stack, "room").props({ shelf: { name: "a", places } }, { shelf: SHELF }).throwIfInvalid();
      });
    expect(unresolved).not.toThrow();
  });
});
