import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { differences, differencesOf, type Difference } from "../support/differences";
import { formatted, readable } from "../support/formatted-json";
import { expectFiles, expectFolders, type UpdateMode } from "../support/reviewed-files";
import { blocksOf, differenceFiles, snapshotFiles, withoutEnvironment } from "../support/snapshot-files";
import { synthesizedStack } from "../support/synthesized";

/** One queue and its policy document below the construct `orders`. */
const config = {
  terraform: { backend: { local: {} } },
  output: { url: { value: "${aws_sqs_queue.orders_queue.url}" } },
  resource: { aws_sqs_queue: { orders_queue: { name: "shop-dev", "//": { metadata: { path: "dev/orders/queue" } } } } },
  data: { aws_iam_policy_document: { orders_policy: { "//": { metadata: { path: "dev/orders/policy" } } } } },
};

describe("the snapshot of a stack", () => {
  test("has a file for each top-level construct, one for the stack itself and the addresses", () => {
    expect(snapshotFiles(config)).toEqual({
      "orders.json":
        '{ "aws_sqs_queue.orders_queue": { "name": "shop-dev" }, "data.aws_iam_policy_document.orders_policy": {} }\n',
      "stack.json":
        '{ "terraform": { "backend": { "local": {} } }, "output": { "url": { "value": "${aws_sqs_queue.orders_queue.url}" } } }\n',
      "addresses.txt": "aws_sqs_queue.orders_queue\ndata.aws_iam_policy_document.orders_policy\n",
    });
  });

  test("has every block of production in one of its files", () => {
    const { config: production } = synthesizedStack("prod");
    const files = Object.entries(snapshotFiles(production)).filter(([name]) => name.endsWith(".json"));
    const blocks = files.map(([, text]) => JSON.parse(text) as Record<string, unknown>);
    expect(Object.assign({}, ...blocks)).toEqual(blocksOf(production));
    expect(files.length).toBeGreaterThan(10);
  });
});

describe("values in a snapshot", () => {
  test("are on one line if they fit in 160 columns", () => {
    const long = "x".repeat(80);
    expect(formatted({ name: "orders", tags: {}, zones: ["a", "b"], count: 2, on: false, none: null })).toBe(
      '{ "name": "orders", "tags": {}, "zones": ["a", "b"], "count": 2, "on": false, "none": null }',
    );
    expect(formatted({ a: { b: [long, long] }, c: 1 })).toBe(
      `{\n  "a": {\n    "b": [\n      "${long}",\n      "${long}"\n    ]\n  },\n  "c": 1\n}`,
    );
  });

  test("are parsed if they are JSON, and listed by line if they have several", () => {
    expect(readable({ body: '{"a":["b"]}', code: "one\ntwo", rules: [{ policy: "[1]" }] })).toEqual({
      "body (JSON)": { a: ["b"] },
      "code (lines)": ["one", "two"],
      rules: [{ "policy (JSON)": [1] }],
    });
  });

  test.each(["{environment}", "[not json", '{"a": 1}', '{"a":1,"a":2}', "1"])(
    "stay as they are if parsing would lose something: %s",
    (text) => {
      expect(readable({ text })).toEqual({ text });
    },
  );
});

describe("the differences of an environment from production", () => {
  test("are blocks that only one has, and arguments that differ", () => {
    const before = { same: { a: 1 }, removed: { a: 1 }, changed: { size: { min: 1, max: 9 }, list: [1, 2], old: "x" } };
    const after = { same: { a: 1 }, added: { a: [] }, changed: { size: { min: 1, max: 2 }, list: [1, 3], new: ["y"] } };
    expect(differences(before, after).split("\n")).toEqual([
      '+ added: { "a": [] }',
      "  changed",
      "-   size.max: 9",
      "+   size.max: 2",
      "-   list.1: 2",
      "+   list.1: 3",
      '-   old: "x"',
      '+   new: ["y"]',
      "- removed",
      "",
    ]);
  });

  test("show lists of unequal length as a whole", () => {
    const [list] = differencesOf({ zones: ["a", "b"] }, { zones: ["b"] });
    expect(list).toEqual({ path: ["zones"], before: ["a", "b"], after: ["b"] });
    expect(differencesOf({ 0: "a" }, ["a"])).toHaveLength(1);
    expect(differencesOf("a", null)).toHaveLength(1);
  });

  test.each(["dev", "staging"])("rebuild the configuration of %s from that of production", (name) => {
    const production = blocksOf(withoutEnvironment(synthesizedStack("prod").config, "prod"));
    const environment = blocksOf(withoutEnvironment(synthesizedStack(name).config, name));
    expect(differencesOf(production, environment).reduce(applied, production)).toEqual(environment);
    expect(production).not.toEqual(environment);
  });

  test("leave out the name of the environment", () => {
    const other = JSON.parse(JSON.stringify(config).replaceAll("dev", "prod")) as typeof config;
    const base = { name: "prod", config: other, stack: "prod" };
    expect(differenceFiles({ name: "dev", config }, base)).toEqual({
      "differences-from-prod.diff": "",
      "addresses.txt": expect.stringContaining("aws_sqs_queue.orders_queue\n") as string,
    });
  });

  test("take only whole words for the name", () => {
    const text = { terraform: { a: "dev", b: "shop-dev-1", c: "ShopDevSite", d: "device", e: "Development" } };
    expect(withoutEnvironment(text, "dev").terraform).toEqual({
      a: "{environment}",
      b: "shop-{environment}-1",
      c: "Shop{Environment}Site",
      d: "device",
      e: "Development",
    });
  });
});

/** The value with one difference made. */
function applied(value: unknown, { path: [key, ...rest], before, after }: Difference): unknown {
  if (key === undefined) return after;
  const inner = (value as Record<string, unknown>)[key];
  const changed = applied(inner, { path: rest, before, after });
  if (Array.isArray(value)) return value.map((item: unknown, position) => (String(position) === key ? changed : item));
  const { [key]: _before, ...others } = value as Record<string, unknown>;
  return changed === undefined ? others : { ...others, [key]: changed };
}

describe("reviewed files", () => {
  let folder: string;
  beforeEach(() => (folder = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "groundplan-reviewed-")), "prod")));
  afterEach(() => fs.rmSync(path.dirname(folder), { recursive: true }));

  const review = (files: Record<string, string>, mode: UpdateMode) => () => expectFiles(folder, files, mode);

  test("are written for a new stack, and then compared", () => {
    review({ "a.json": "{}\n" }, "new")();
    expect(review({ "a.json": "{}\n" }, "none")).not.toThrow();
    expect(review({ "a.json": "[]\n" }, "new")).toThrow(/- +"a.json": "\[\]/);
    expect(review({ "a.json": "{}\n", "b.json": "{}\n" }, "new")).toThrow("b.json");
    expect(review({}, "new")).toThrow("a.json");
  });

  test("are replaced by an update, without those of a construct that was removed", () => {
    review({ "a.json": "1", "b.json": "2" }, "all")();
    review({ "b.json": "3" }, "all")();
    expect(fs.readdirSync(folder)).toEqual(["b.json"]);
    expect(fs.readFileSync(path.join(folder, "b.json"), "utf8")).toBe("3");
  });

  test("of a stack that was removed are removed by an update only", () => {
    review({ "a.json": "{}" }, "all")();
    const parent = path.dirname(folder);
    expect(() => expectFolders(parent, [], "new")).toThrow("prod");
    expect(() => expectFolders(parent, ["dev", "prod"], "all")).toThrow("dev");
    expect(fs.existsSync(folder)).toBe(true);
    expectFolders(parent, [], "all");
    expect(fs.existsSync(folder)).toBe(false);
  });

  test("are missing in CI if nobody has committed them", () => {
    expect(review({ "a.json": "{}" }, "none")).toThrow("a.json");
    expect(fs.existsSync(folder)).toBe(false);
  });
});
