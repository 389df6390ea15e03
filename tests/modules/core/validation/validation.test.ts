import { Token } from "cdktf";
import { Construct } from "constructs";
import { InputError, Validation, isKnown } from "../../../../modules/core";

const root = new Construct(undefined!, "");
const validate = () => new Validation(root, "queue");
const number = Token.asNumber({ resolve: () => -1 });
const text = Token.asString({ resolve: () => "?" });

describe("Validation", () => {
  test("throws once, with every problem and what to do about it", () => {
    const validation = validate()
      .integer("days", 0, 1, 30, "choose how long to wait")
      .oneOf("size", "huge", ["small", "large"], "choose a size")
      .matches("name", "my queue", /^\w+$/, "letters", "rename it")
      .check(false, "arn", undefined, "an ARN", "copy it");
    expect(() => validation.throwIfInvalid()).toThrow(
      new InputError([
        {
          path: "queue",
          property: "days",
          value: 0,
          allowed: "a whole number from 1 to 30",
          fix: "choose how long to wait",
        },
        { path: "queue", property: "size", value: "huge", allowed: "small, large", fix: "choose a size" },
        { path: "queue", property: "name", value: "my queue", allowed: "letters", fix: "rename it" },
        { path: "queue", property: "arn", value: undefined, allowed: "an ARN", fix: "copy it" },
      ]),
    );
  });

  test("names the construct by its path", () => {
    const outer = new Construct(root, "outer");
    const validation = new Validation(outer, "inner").check(false, "size", 1, "2", "double it");
    expect(() => validation.throwIfInvalid()).toThrow(/outer\/inner: size: got 1; allowed: 2; double it\./);
  });

  test("accepts both ends of a range, and no more", () => {
    const days = (value: number) => () => validate().integer("days", value, 1, 30, "choose").throwIfInvalid();
    [1, 30].forEach((value) => expect(days(value)).not.toThrow());
    [0, 31, 1.5, Number.NaN].forEach((value) => expect(days(value)).toThrow(InputError));
  });

  test("takes absent values as defaults", () => {
    const validation = validate()
      .integer("days", undefined, 1, 30, "choose")
      .oneOf("size", undefined, ["small"], "choose")
      .matches("name", undefined, /^\w+$/, "letters", "rename it");
    expect(() => validation.throwIfInvalid()).not.toThrow();
  });

  test("does not judge what only Terraform will know", () => {
    const validation = validate()
      .integer("days", number, 1, 30, "choose")
      .oneOf("size", text, ["small"], "choose")
      .matches("name", text, /^\w+$/, "letters", "rename it")
      .check(false, "arn", text, "an ARN", "copy it");
    expect(() => validation.throwIfInvalid()).not.toThrow();
  });

  test("asks a check given as a function only about known values", () => {
    const ask = jest.fn(() => true);
    validate().check(ask, "arn", text, "an ARN", "copy it").check(ask, "arn", "arn:aws", "an ARN", "copy it");
    expect(ask).toHaveBeenCalledTimes(1);
  });
});

describe("InputError", () => {
  const problem = { path: "shop/queue", property: "days", allowed: "1 to 30", fix: "choose" };

  test("reads as a sentence for each problem", () => {
    expect(new InputError([{ ...problem, value: 0 }]).message).toBe(
      "1 invalid setting:\n  shop/queue: days: got 0; allowed: 1 to 30; choose.",
    );
    expect(new InputError([{ ...problem, value: "x" }, problem as never]).message).toBe(
      '2 invalid settings:\n  shop/queue: days: got "x"; allowed: 1 to 30; choose.\n' +
        "  shop/queue: days: got nothing; allowed: 1 to 30; choose.",
    );
  });

  test("has a name of its own and keeps the problems", () => {
    const error = new InputError([{ ...problem, value: 0 }]);
    expect(error.name).toBe("InputError");
    expect(error.problems).toEqual([{ ...problem, value: 0 }]);
  });
});

describe("isKnown", () => {
  test("tells literals from tokens", () => {
    expect([1, "x", undefined, null, ["x"], { a: 1 }].every(isKnown)).toBe(true);
    expect([number, text, `a ${text}`, Token.asList({ resolve: () => ["x"] })].some(isKnown)).toBe(false);
  });
});
