import { Token } from "cdktf";
import { Construct } from "constructs";
import {
  InputError,
  Validation,
  each,
  inRegion,
  integer,
  matching,
  nonEmpty,
  numberBetween,
  oneOf,
  satisfying,
  unique,
} from "../../../../modules/core";
import type { InputProblem, RuleTable } from "../../../../modules/core";

interface QueueProps {
  readonly name: string;
  readonly size?: "small" | "large";
  readonly days?: number;
  readonly share?: number;
  readonly zones?: readonly string[];
  readonly logs?: { readonly retentionDays?: number };
  readonly key?: { readonly region: string };
}

const name = "orders";

function problemsOf(props: QueueProps, table: RuleTable<QueueProps>): readonly InputProblem[] {
  const validation = new Validation(new Construct(undefined!, ""), "queue").props(props, table);
  try {
    validation.throwIfInvalid();
  } catch (error) {
    return (error as InputError).problems;
  }
  return [];
}

describe("a table of rules", () => {
  test("reports each violated property with its value", () => {
    const table: RuleTable<QueueProps> = {
      name: matching(/^[a-z]+$/, "lower-case letters", "rename it"),
      size: oneOf(["small", "large"] as const, "choose a size"),
      days: integer(1, 30, "choose a period"),
      "logs.retentionDays": integer(1, 7, "choose a retention"),
    };
    expect(problemsOf({ name: "My", size: "huge" as "large", days: 0, logs: { retentionDays: 8 } }, table)).toEqual([
      { path: "queue", property: "name", value: "My", allowed: "lower-case letters", fix: "rename it" },
      { path: "queue", property: "size", value: "huge", allowed: "small, large", fix: "choose a size" },
      { path: "queue", property: "days", value: 0, allowed: "a whole number from 1 to 30", fix: "choose a period" },
      {
        path: "queue",
        property: "logs.retentionDays",
        value: 8,
        allowed: "a whole number from 1 to 7",
        fix: "choose a retention",
      },
    ]);
    expect(problemsOf({ name, size: "small", days: 30, logs: { retentionDays: 7 } }, table)).toEqual([]);
  });

  test("skips absent and unresolved values", () => {
    const days = Token.asNumber({ resolve: () => -1 });
    expect(problemsOf({ name, days }, { days: integer(1, 30, "x"), "logs.retentionDays": integer(1, 7, "x") })).toEqual(
      [],
    );
  });

  test("applies every rule of a property", () => {
    const zones = ["a", "A", "a"];
    const lower = matching(/^[a-z]$/, "a lower-case letter", "rename it");
    expect(problemsOf({ name, zones }, { zones: [unique(), each(lower)] })).toEqual([
      { path: "queue", property: "zones", value: "a", allowed: "every value once", fix: "remove the repetition" },
      { path: "queue", property: "zones", value: "A", allowed: "a lower-case letter", fix: "rename it" },
    ]);
  });

  test("skips unresolved elements of a list", () => {
    const zones = [Token.asString({ resolve: () => "?" }), "B"];
    const rule = each(matching(/^[a-z]$/, "a lower-case letter", "rename it"));
    expect(problemsOf({ name, zones }, { zones: rule }).map(({ value }) => value)).toEqual(["B"]);
  });

  test("can replace the value that the message shows", () => {
    const rule = satisfying(
      (zones: readonly string[]) => zones.length > 1,
      "two zones",
      "add one",
      ({ length }) => length,
    );
    expect(problemsOf({ name, zones: ["a"] }, { zones: rule })).toMatchObject([{ value: 1, allowed: "two zones" }]);
  });

  test("refuses empty lists and numbers out of range", () => {
    const table: RuleTable<QueueProps> = {
      zones: nonEmpty("a zone", "add one"),
      share: numberBetween(0, 1, "lower it"),
    };
    expect(problemsOf({ name, zones: [], share: Number.NaN }, table)).toHaveLength(2);
    expect(problemsOf({ name, zones: ["a"], share: 0.5 }, table)).toEqual([]);
  });

  test("does not compile with a misspelt property", () => {
    // @ts-expect-error "dais" is no property of QueueProps
    const table: RuleTable<QueueProps> = { dais: integer(1, 2, "x") };
    expect(table).toBeDefined();
  });
});

describe("the region of a reference", () => {
  const table = { key: inRegion("us-east-1") };
  const unknown = Token.asString({ resolve: () => "us-east-1" });

  test("is the expected one", () => {
    expect(problemsOf({ name, key: { region: "us-west-2" } }, table)).toEqual([
      {
        path: "queue",
        property: "key.region",
        value: "us-west-2",
        allowed: "us-east-1",
        fix: "pass one of this region",
      },
    ]);
    expect(problemsOf({ name, key: { region: "us-east-1" } }, table)).toEqual([]);
  });

  test("is not judged while either side is unknown", () => {
    expect(problemsOf({ name, key: { region: unknown } }, table)).toEqual([]);
    expect(problemsOf({ name, key: { region: "us-west-2" } }, { key: inRegion(unknown) })).toEqual([]);
  });
});
