import { eventPattern, filterPolicy, type EventPattern } from "../../../../modules/core";

const problems = (pattern: unknown): string[] =>
  eventPattern()(pattern as EventPattern).map(({ below = "", allowed }) => `${below}: ${allowed}`);
const filterProblems = (scope: "attributes" | "body", policy: unknown): string[] =>
  filterPolicy(scope)(policy as EventPattern).map(({ below = "", allowed }) => `${below}: ${allowed}`);

describe("event patterns", () => {
  test("of every operator are accepted", () => {
    expect(
      problems({
        source: ["shop.orders", { prefix: "shop." }, { prefix: { "equals-ignore-case": "SHOP" } }],
        account: [{ "anything-but": ["111122223333"] }, null, true],
        detail: {
          name: [{ suffix: ".pdf" }, { wildcard: "a*b" }, { "equals-ignore-case": "x" }],
          total: [1, { numeric: [">", 0, "<=", 5] }, { numeric: ["=", -5_000_000_000] }, { "anything-but": 7 }],
          address: [{ cidr: "10.0.0.0/8" }, { cidr: "2001:db8::/32" }],
          other: [{ exists: false }, { "anything-but": { wildcard: ["*a", "*b"] } }],
          escaped: [{ wildcard: "a\\**" }],
        },
        $or: [{ region: ["us-east-1"] }, { region: ["us-west-2"] }],
      }),
    ).toEqual([]);
  });

  test.each<[unknown, string | RegExp]>([
    [{}, ": at least one field"],
    [{ source: "shop" }, ".source: a list of at least one value"],
    [{ source: [] }, ".source: a list of at least one value"],
    [{ detail: {} }, ".detail: at least one field"],
    [{ source: [["shop"]] }, ".source: a text, number, true, false or null"],
    [{ source: [undefined] }, ".source: a text, number, true, false or null"],
    [
      { source: [{}] },
      /one operator of EventBridge: prefix, suffix, equals-ignore-case, anything-but, numeric, exists/,
    ],
    [{ source: [{ regex: "a" }] }, /^\.source: one operator of EventBridge/],
    [{ source: [{ prefix: "a", suffix: "b" }] }, /^\.source: one operator of EventBridge/],
    [{ source: [{ prefix: "" }] }, ".source.prefix: a text of at least one character"],
    [{ source: [{ prefix: 1 }] }, ".source.prefix: a text of at least one character"],
    [{ source: [{ wildcard: { "equals-ignore-case": "a" } }] }, ".source.wildcard: a text of at least one character"],
    [{ source: [{ wildcard: "a**" }] }, ".source.wildcard: wildcards without ** in a row"],
    [{ source: [{ exists: "yes" }] }, ".source.exists: true or false"],
    [{ source: [{ cidr: "10.0.0.0" }] }, ".source.cidr: an IPv4 or IPv6 range in CIDR notation"],
    [{ source: [{ cidr: "10.0.0.0/33" }] }, ".source.cidr: an IPv4 or IPv6 range in CIDR notation"],
    [{ source: [{ cidr: "2001:db8::/129" }] }, ".source.cidr: an IPv4 or IPv6 range in CIDR notation"],
    [{ source: [{ cidr: "abc/8" }] }, ".source.cidr: an IPv4 or IPv6 range in CIDR notation"],
    [{ count: [{ numeric: 5 }] }, /^\.count\.numeric: a comparison and a number/],
    [{ count: [{ numeric: [">", 5, ">", 6] }] }, /^\.count\.numeric: a comparison and a number/],
    [{ count: [{ numeric: [">", 5, "<", 5] }] }, ".count.numeric: a lower limit below the upper one"],
    [{ count: [{ numeric: [">", 6e9] }] }, ".count.numeric: a number from -5000000000 to 5000000000"],
    [{ count: [6e9] }, ".count: a number from -5000000000 to 5000000000"],
    [{ source: [{ "anything-but": ["a", 1] }] }, ".source.anything-but: texts only, or numbers only"],
    [{ source: [{ "anything-but": [] }] }, ".source.anything-but: texts only, or numbers only"],
    [{ source: [{ "anything-but": true }] }, ".source.anything-but: texts only, or numbers only"],
    [{ source: [{ "anything-but": { cidr: "10.0.0.0/8" } }] }, /values, or one operator: prefix, suffix/],
    [{ source: [{ "anything-but": { prefix: "a", suffix: "b" } }] }, /values, or one operator: prefix, suffix/],
    [{ source: [{ "anything-but": {} }] }, /values, or one operator: prefix, suffix/],
    [{ source: [{ "anything-but": { prefix: "" } }] }, ".source.anything-but: a text of at least one character"],
    [{ $or: { source: ["a"] } }, ".$or: a list of at least two patterns"],
    [{ $or: [{ source: ["a"] }] }, ".$or: a list of at least two patterns"],
    [{ $or: [{ source: ["a"] }, { source: "b" }] }, ".$or.source: a list of at least one value"],
    [{ source: ["x".repeat(2_040)] }, ": at most 2048 characters of JSON"],
  ])("%j are refused", (pattern, problem) => {
    expect(problems(pattern)).toEqual([typeof problem === "string" ? problem : expect.stringMatching(problem)]);
  });

  test("combine at most 1000 alternatives, of all levels", () => {
    const or = (count: number) => Array.from({ length: count }, (_, index) => ({ a: [index] }));
    const within = (count: number) => ({ $or: or(100), detail: { $or: or(count) } });
    expect(problems(within(10))).toEqual([]);
    expect(problems(within(11))).toEqual([": at most 1000 combinations of $or"]);
  });
});

describe("filter policies", () => {
  const keys = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, ["a"]]));

  test("filter by at most five keys and 150 combinations", () => {
    expect(filterProblems("attributes", keys(5))).toEqual([]);
    expect(filterProblems("attributes", keys(6))).toEqual([": at most 5 keys"]);
    const values = (count: number) => Array.from({ length: count }, (_, index) => `v${index}`);
    expect(filterProblems("body", { a: values(15), b: { c: values(10) } })).toEqual([]);
    expect(filterProblems("body", { a: values(15), b: { c: values(11) } })).toEqual([
      ": at most 150 combinations of values",
    ]);
  });

  test("nest fields of the body, not attributes", () => {
    expect(filterProblems("body", { order: { state: ["paid"] } })).toEqual([]);
    expect(filterProblems("attributes", { order: { state: ["paid"] } })).toEqual([".order: a list of values"]);
  });

  test("have no wildcard, no other exclusion than prefixes, and smaller numbers than event patterns", () => {
    expect(filterProblems("attributes", { a: [{ wildcard: "*" }] })).toEqual([
      expect.stringMatching(/operator of SNS/),
    ]);
    expect(filterProblems("attributes", { a: [{ "anything-but": { prefix: "x" } }] })).toEqual([]);
    expect(filterProblems("attributes", { a: [{ "anything-but": { suffix: "x" } }] })).toEqual([
      ".a.anything-but: values, or one operator: prefix",
    ]);
    expect(filterProblems("attributes", { a: [2e9] })).toEqual([".a: a number from -1000000000 to 1000000000"]);
  });
});
