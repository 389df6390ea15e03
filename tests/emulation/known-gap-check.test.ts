import { driftIn } from "../../tools/emulation/drift";
import { gapWarning, obsoleteGaps, splitRefusals } from "../../tools/emulation/known-gap-check";
import type { KnownGaps } from "../../tools/emulation/known-gaps";

const GAPS: KnownGaps = {
  aws_cache: [{ refuses: "apply", error: "CreateCache" }],
  aws_server: [{ loses: ["size"] }, { refuses: "destroy", error: "DeleteServer" }],
  aws_rule: [{ loses: ["description"] }],
};
const error = (address: string | undefined, detail: string) =>
  ({ severity: "error", summary: "creating it", detail, address }) as const;
const change = (address: string, before: object | null, after: object, actions = ["update"], mode = "managed") =>
  ({ address, mode, change: { actions, before, after } }) as never;

describe("a refusal that is a known gap", () => {
  test("is separated from every other error", () => {
    const known = error("aws_cache.one", "operation CreateCache, status 500");
    const other = error("aws_queue.one", "CreateCache");
    expect(splitRefusals([known, other], "apply", GAPS, [])).toEqual({
      refusals: [{ address: "aws_cache.one", gap: GAPS["aws_cache"]![0] }],
      others: [other],
    });
  });

  test.each([
    ["with another text", error("aws_cache.one", "CreateUser"), "apply"],
    ["at another step", error("aws_cache.one", "CreateCache"), "destroy"],
    ["without an address", error(undefined, "CreateCache"), "apply"],
    ["of a type whose gap is a lost argument", error("aws_rule.one", "description"), "apply"],
    ["that is only a warning", { ...error("aws_cache.one", "CreateCache"), severity: "warning" }, "apply"],
  ] as const)("does not explain a diagnostic %s", (_case, diagnostic, step) => {
    expect(splitRefusals([diagnostic], step, GAPS, ["aws_queue.one", "aws_server.one"])).toEqual({
      refusals: [],
      others: [diagnostic],
    });
  });

  test("explains an error of destroy without an address by a resource that remains", () => {
    const known = error(undefined, "operation DeleteServer, status 500");
    expect(splitRefusals([known, known], "destroy", GAPS, ["aws_cache.one", "aws_server.one"])).toEqual({
      refusals: [{ address: "aws_server.one", gap: GAPS["aws_server"]![1] }],
      others: [],
    });
    expect(splitRefusals([known], "destroy", GAPS, [])).toEqual({ refusals: [], others: [known] });
  });
});

describe("drift in a second plan", () => {
  test("is explained by an argument that moto loses", () => {
    const changes = [change("aws_rule.one", { description: null, port: 1 }, { description: "HTTPS", port: 1 })];
    expect(driftIn({ resource_changes: changes }, GAPS)).toEqual({
      explained: [{ address: "aws_rule.one", gap: GAPS["aws_rule"]![0] }],
      errors: [],
      count: 1,
    });
  });

  test.each([
    ["another argument", change("aws_rule.one", { port: 1 }, { port: 2 }), "update it: port"],
    [
      "another argument in addition",
      change("aws_rule.one", { description: null, port: 1 }, { description: "HTTPS", port: 2 }),
      "update it: description, port",
    ],
    ["another type", change("aws_queue.one", { description: null }, { description: "a" }), "update it: description"],
    [
      "a replacement because of the lost argument",
      change("aws_rule.one", { description: null }, { description: "a" }, ["delete", "create"]),
      "delete and create it: description",
    ],
    [
      "an unknown value without an explained change",
      change("aws_queue.one", { arn: "a" }, {}),
      "update it: values that are unknown",
    ],
    ["a missing resource", change("aws_rule.one", null, { description: "a" }, ["create"]), "create it"],
    ["a type that moto refuses", change("aws_cache.one", { name: "a" }, { name: "b" }), "update it: name"],
  ])("is an error for %s", (_case, resourceChange, words) => {
    const { explained, errors } = driftIn({ resource_changes: [resourceChange] }, GAPS);
    expect(explained).toEqual([]);
    expect(errors).toMatchObject([{ severity: "error", summary: expect.stringContaining(words) }]);
  });

  test("includes unknown values that follow from an explained change", () => {
    const changes = [change("aws_rule.one", {}, { description: "a" }), change("aws_queue.one", { arn: "a" }, {})];
    expect(driftIn({ resource_changes: changes }, GAPS)).toMatchObject({ errors: [], count: 2 });
  });

  test("does not include no-ops and reads", () => {
    const changes = [
      change("aws_rule.one", { port: 1 }, { port: 1 }, ["no-op"]),
      change("data.aws_rule.one", null, { port: 1 }, ["read"], "data"),
    ];
    expect(driftIn({ resource_changes: changes }, GAPS)).toEqual({ explained: [], errors: [], count: 0 });
    expect(driftIn({}, GAPS)).toMatchObject({ count: 0 });
  });
});

describe("a known gap", () => {
  const observed = [{ address: "aws_rule.one", gap: GAPS["aws_rule"]![0]! }];

  test("is obsolete if all resources of its type pass", () => {
    expect(obsoleteGaps(["aws_cache.one", "aws_cache.two", "aws_queue.one"], [], GAPS)).toEqual([
      expect.objectContaining({ severity: "error", summary: "aws_cache no longer has a known gap" }),
    ]);
  });

  test("is obsolete if another gap of the type was observed, but not this one", () => {
    const observedServer = [{ address: "aws_server.one", gap: GAPS["aws_server"]![0]! }];
    expect(obsoleteGaps(["aws_server.one"], observedServer, GAPS)).toEqual([
      expect.objectContaining({
        summary: "aws_server no longer has a known gap",
        detail: expect.stringContaining("DeleteServer"),
      }),
    ]);
  });

  test("is needed if one resource shows it, or none was applied", () => {
    expect(obsoleteGaps(["aws_rule.one", "aws_rule.two", "aws_queue.one"], observed, GAPS)).toEqual([]);
    expect(obsoleteGaps([], [], GAPS)).toEqual([]);
  });

  test("is reported as a warning", () => {
    expect(gapWarning(observed[0]!)).toMatchObject({
      severity: "warning",
      summary: "moto does not return description",
    });
    expect(gapWarning({ address: "aws_server.one", gap: GAPS["aws_server"]![1]! })).toMatchObject({
      summary: "skipped: moto refuses it at destroy",
      detail: "DeleteServer",
    });
  });
});
