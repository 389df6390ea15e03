import { needlesslyListed, noteOf, partRefusals } from "../../tools/emulation/shortfall-check";
import type { Shortfalls } from "../../tools/emulation/shortfalls";
import { unrestIn } from "../../tools/emulation/unrest";

const LISTED: Shortfalls = {
  aws_cache: [{ refuses: "apply", error: "CreateCache" }],
  aws_server: [{ forgets: ["size"] }, { refuses: "destroy", error: "DeleteServer" }],
  aws_rule: [{ forgets: ["description"] }],
};
const error = (address: string | undefined, detail: string) =>
  ({ severity: "error", summary: "creating it", detail, address }) as const;
const change = (address: string, before: object | null, after: object, actions = ["update"], mode = "managed") =>
  ({ address, mode, change: { actions, before, after } }) as never;

describe("a listed refusal", () => {
  test("is told from every other error", () => {
    const listed = error("aws_cache.one", "operation CreateCache, status 500");
    const other = error("aws_queue.one", "CreateCache");
    expect(partRefusals([listed, other], "apply", LISTED, [])).toEqual({
      refusals: [{ address: "aws_cache.one", shortfall: LISTED["aws_cache"]![0] }],
      others: [other],
    });
  });

  test.each([
    ["with another text", error("aws_cache.one", "CreateUser"), "apply"],
    ["at another stage", error("aws_cache.one", "CreateCache"), "destroy"],
    ["without an address", error(undefined, "CreateCache"), "apply"],
    ["of a type that is listed for what it forgets", error("aws_rule.one", "description"), "apply"],
    ["that is only a warning", { ...error("aws_cache.one", "CreateCache"), severity: "warning" }, "apply"],
  ] as const)("is none %s", (_case, diagnostic, stage) => {
    expect(partRefusals([diagnostic], stage, LISTED, ["aws_queue.one", "aws_server.one"])).toEqual({
      refusals: [],
      others: [diagnostic],
    });
  });
});

test("an error of a destroy, which names no address, is of what is still there", () => {
  const listed = error(undefined, "operation DeleteServer, status 500");
  expect(partRefusals([listed, listed], "destroy", LISTED, ["aws_cache.one", "aws_server.one"])).toEqual({
    refusals: [{ address: "aws_server.one", shortfall: LISTED["aws_server"]![1] }],
    others: [],
  });
  expect(partRefusals([listed], "destroy", LISTED, [])).toEqual({ refusals: [], others: [listed] });
});

describe("a second plan", () => {
  test("may change what is listed as forgotten", () => {
    const changes = [change("aws_rule.one", { description: null, port: 1 }, { description: "HTTPS", port: 1 })];
    expect(unrestIn({ resource_changes: changes }, LISTED)).toEqual({
      forgotten: [{ address: "aws_rule.one", shortfall: LISTED["aws_rule"]![0] }],
      unrest: [],
      count: 1,
    });
  });

  test.each([
    ["another argument", change("aws_rule.one", { port: 1 }, { port: 2 }), "update it: port"],
    [
      "another argument besides",
      change("aws_rule.one", { description: null, port: 1 }, { description: "HTTPS", port: 2 }),
      "update it: description, port",
    ],
    ["another type", change("aws_queue.one", { description: null }, { description: "a" }), "update it: description"],
    [
      "the listed argument by a replacement",
      change("aws_rule.one", { description: null }, { description: "a" }, ["delete", "create"]),
      "delete and create it: description",
    ],
    [
      "what follows from no listed change",
      change("aws_queue.one", { arn: "a" }, {}),
      "update it: values that are not known",
    ],
    ["a resource that is missing", change("aws_rule.one", null, { description: "a" }, ["create"]), "create it"],
    ["a type that is listed as refused", change("aws_cache.one", { name: "a" }, { name: "b" }), "update it: name"],
  ])("may not change %s", (_case, resourceChange, words) => {
    const { forgotten, unrest } = unrestIn({ resource_changes: [resourceChange] }, LISTED);
    expect(forgotten).toEqual([]);
    expect(unrest).toMatchObject([{ severity: "error", summary: expect.stringContaining(words) }]);
  });

  test("may change what follows from a listed change", () => {
    const changes = [change("aws_rule.one", {}, { description: "a" }), change("aws_queue.one", { arn: "a" }, {})];
    expect(unrestIn({ resource_changes: changes }, LISTED)).toMatchObject({ unrest: [], count: 2 });
  });

  test("is quiet when it only reads and leaves alone", () => {
    const changes = [
      change("aws_rule.one", { port: 1 }, { port: 1 }, ["no-op"]),
      change("data.aws_rule.one", null, { port: 1 }, ["read"], "data"),
    ];
    expect(unrestIn({ resource_changes: changes }, LISTED)).toEqual({ forgotten: [], unrest: [], count: 0 });
    expect(unrestIn({}, LISTED)).toMatchObject({ count: 0 });
  });
});

describe("a listed type", () => {
  const seen = [{ address: "aws_rule.one", shortfall: LISTED["aws_rule"]![0]! }];

  test("is needless on the list once all of its resources work", () => {
    expect(needlesslyListed(["aws_cache.one", "aws_cache.two", "aws_queue.one"], [], LISTED)).toEqual([
      expect.objectContaining({ severity: "error", summary: "aws_cache works after all" }),
    ]);
  });

  test("is needless for each shortfall that it does not show", () => {
    const seenServer = [{ address: "aws_server.one", shortfall: LISTED["aws_server"]![0]! }];
    expect(needlesslyListed(["aws_server.one"], seenServer, LISTED)).toEqual([
      expect.objectContaining({
        summary: "aws_server works after all",
        detail: expect.stringContaining("DeleteServer"),
      }),
    ]);
  });

  test("stays when one of its resources shows the shortfall, or none was reached", () => {
    expect(needlesslyListed(["aws_rule.one", "aws_rule.two", "aws_queue.one"], seen, LISTED)).toEqual([]);
    expect(needlesslyListed([], [], LISTED)).toEqual([]);
  });

  test("is told to the reader as a warning with what moto does", () => {
    expect(noteOf(seen[0]!)).toMatchObject({ severity: "warning", summary: "moto forgets description" });
    expect(noteOf({ address: "aws_server.one", shortfall: LISTED["aws_server"]![1]! })).toMatchObject({
      summary: "left out: moto refuses it at destroy",
      detail: "DeleteServer",
    });
  });
});
