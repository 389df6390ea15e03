import { Token } from "cdktf";
import { Construct } from "constructs";
import { InputError, Validation, accountId, integer, isKnown, matching, oneOf } from "../../../../modules/core";

const root = new Construct(undefined!, "");
const validate = () => new Validation(root, "queue");
const number = Token.asNumber({ resolve: () => -1 });
const text = Token.asString({ resolve: () => "?" });

describe("Validation", () => {
  test("throws once, with every problem and its fix", () => {
    const validation = validate()
      .apply("days", 0, integer(1, 30, "choose how long to wait"))
      .apply("size", "huge", oneOf(["small", "large"], "choose a size"))
      .apply("name", "my queue", matching(/^\w+$/, "letters", "rename it"))
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

  test("accepts both ends of a range and nothing beyond", () => {
    const days = (value: number) => () =>
      validate()
        .apply("days", value, integer(1, 30, "choose"))
        .throwIfInvalid();
    [1, 30].forEach((value) => expect(days(value)).not.toThrow());
    [0, 31, 1.5, Number.NaN].forEach((value) => expect(days(value)).toThrow(InputError));
  });

  test("refers to the stack's account when an account id is not valid", () => {
    const account = (value: string) => () => validate().apply("account", value, accountId()).throwIfInvalid();
    expect(account("111122223333")).not.toThrow();
    expect(account("shop")).toThrow(/account: got "shop"; allowed: an AWS account id of 12 digits; pass the stack's/);
  });

  test("accepts absent values", () => {
    const validation = validate()
      .apply("days", undefined, integer(1, 30, "choose"))
      .apply("size", undefined, oneOf(["small"], "choose"));
    expect(() => validation.throwIfInvalid()).not.toThrow();
  });

  test("accepts values that are unknown until apply", () => {
    const validation = validate()
      .apply("days", number, integer(1, 30, "choose"))
      .apply("size", text, oneOf(["small"], "choose"))
      .check(false, "arn", text, "an ARN", "copy it");
    expect(() => validation.throwIfInvalid()).not.toThrow();
  });

  test("calls a check function for known values only", () => {
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

  test("exposes its name and its problems", () => {
    const error = new InputError([{ ...problem, value: 0 }]);
    expect(error.name).toBe("InputError");
    expect(error.problems).toEqual([{ ...problem, value: 0 }]);
  });
});

describe("isKnown", () => {
  test("distinguishes literals from tokens", () => {
    expect([1, "x", undefined, null, ["x"], { a: 1 }].every(isKnown)).toBe(true);
    expect([number, text, `a ${text}`, Token.asList({ resolve: () => ["x"] })].some(isKnown)).toBe(false);
  });
});
