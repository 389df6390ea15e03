import fs from "node:fs";
import path from "node:path";
import type { Rule } from "../../../policies/engine/rule";
import { readConfiguration } from "../../../policies/engine/synth-input";
import { RULES, RULES_BY_SERVICE } from "../../../policies/rules";
import { synthesizedFolder } from "../../support/synthesized";
import { FIXTURES } from "../fixtures";
import type { Fixture } from "../fixtures/fixture";
import { CLASSIFICATION } from "../mutation/classification";
import { mutantsOf } from "../mutation/mutants";
import { WITHOUT_MUTANTS } from "../mutation/without-mutants";

const POLICIES = path.resolve(__dirname, "../../../policies");
const RULES_FOLDER = path.join(POLICIES, "rules");
const FIXTURES_FOLDER = path.resolve(__dirname, "../fixtures");
const AREAS = [
  "account",
  "analytics",
  "api",
  "compute",
  "configuration",
  "data",
  "delivery",
  "edge",
  "identity",
  "messaging",
  "network",
  "observability",
  "operations",
  "recovery",
  "security",
  "workflow",
];
const MOST_FILES = 12;

function filesIn(folder: string): readonly string[] {
  const entries = fs.readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && entry.name.endsWith(".ts"));
  return files.map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).slice(0, -".ts".length));
}

/** `area/service` of a file: a service with many rules is a folder. */
const serviceOf = (file: string): string => file.split("/").slice(0, 2).join("/");
const isOfService = (file: string): boolean => file.includes("/") && !file.split("/").includes("checks");
const ruleFiles = filesIn(RULES_FOLDER).filter(isOfService);
const fixtureFiles = filesIn(FIXTURES_FOLDER).filter(isOfService);

/** The members of the arrays that a file exports under names that end with `suffix`. */
function exported<Member>(file: string, suffix: string): readonly Member[] {
  const exports = jest.requireActual<Record<string, readonly Member[]>>(file);
  return Object.keys(exports)
    .filter((name) => name.endsWith(suffix))
    .flatMap((name) => exports[name]!);
}
const rulesOf = (file: string): readonly Rule[] => exported(path.join(RULES_FOLDER, file), "_RULES");
const fixturesOf = (service: string): readonly Fixture[] => exported(path.join(FIXTURES_FOLDER, service), "_FIXTURES");

const missingFrom = <Item>(items: Iterable<Item>, list: Iterable<Item>): Item[] => {
  const listed = new Set(list);
  return [...new Set(items)].filter((item) => !listed.has(item));
};
const services = Object.keys(RULES_BY_SERVICE);
const idsOf = (rules: readonly Rule[]): readonly string[] => rules.map(({ id }) => id);

describe("a rule file", () => {
  test("is in rules/index.ts under its area and service", () => {
    expect(missingFrom(ruleFiles.map(serviceOf), services)).toEqual([]);
    expect(missingFrom(services, ruleFiles.map(serviceOf))).toEqual([]);
    expect(missingFrom([...ruleFiles, "data/new-service"].map(serviceOf), services)).toEqual(["data/new-service"]);
  });

  test.each(ruleFiles)("exports rules that are in rules/index.ts: %s", (file) => {
    const rules = rulesOf(file);
    expect(rules.length).toBeGreaterThan(0);
    expect(missingFrom(rules, RULES_BY_SERVICE[serviceOf(file)]!)).toEqual([]);
    expect(missingFrom([...rules, { ...rules[0]!, id: "NEW-01" }], RULES)).toHaveLength(1);
  });

  test("is in an area", () => {
    expect([...new Set(services.map((service) => service.split("/")[0]))]).toEqual(AREAS);
  });
});

describe("a rule id", () => {
  test("is a prefix and two digits, and is unique", () => {
    expect(idsOf(RULES).filter((id) => !/^[A-Z][A-Z0-9]{1,2}-\d\d$/.test(id))).toEqual([]);
    expect(new Set(idsOf(RULES)).size).toBe(RULES.length);
  });

  test("has a prefix that belongs to one area", () => {
    const areas = new Map<string, Set<string>>();
    for (const [service, rules] of Object.entries(RULES_BY_SERVICE)) {
      const area = service.split("/")[0]!;
      for (const id of idsOf(rules)) {
        const prefix = id.split("-")[0]!;
        areas.set(prefix, (areas.get(prefix) ?? new Set()).add(area));
      }
    }
    expect([...areas].filter(([, ofPrefix]) => ofPrefix.size > 1)).toEqual([]);
  });
});

describe("a fixture file", () => {
  test("exists for every service, under the same name", () => {
    expect(missingFrom(services, fixtureFiles)).toEqual([]);
    expect(missingFrom(fixtureFiles, services)).toEqual([]);
    expect(missingFrom([...services, "data/new-service"], fixtureFiles)).toEqual(["data/new-service"]);
  });

  test.each(services)("has fixtures of the rules of its service only, all in fixtures/index.ts: %s", (service) => {
    const fixtures = fixturesOf(service);
    const ids = fixtures.map(({ rule }) => rule);
    expect(missingFrom(ids, idsOf(RULES_BY_SERVICE[service]!))).toEqual([]);
    expect(missingFrom(fixtures, FIXTURES)).toEqual([]);
  });
});

describe("the mutation classification", () => {
  const file = path.join(synthesizedFolder(), "stacks/prod/cdk.tf.json");
  const prod = readConfiguration({ name: "prod", config: JSON.parse(fs.readFileSync(file, "utf8")) as unknown });
  const types = new Set(["*", ...prod.resources.map(({ type }) => type)]);
  const owners = new Set(mutantsOf(prod, CLASSIFICATION).map(({ protection }) => protection.rule));
  const unowned = (rules: readonly Rule[]): string[] =>
    rules.filter((rule) => rule.types.some((type) => types.has(type)) && !owners.has(rule.id)).map(({ id }) => id);

  test("has every rule that checks a type of prod, or the reason why not", () => {
    expect(unowned(RULES).sort()).toEqual(Object.keys(WITHOUT_MUTANTS));
    expect(unowned([{ ...RULES[0]!, id: "NEW-01", types: ["aws_s3_bucket"] }])).toEqual(["NEW-01"]);
  });
});

describe("a folder", () => {
  test.each(["policies", "tests/policies/fixtures"])(`has at most ${MOST_FILES} files: %s`, (root) => {
    const counts = new Map<string, number>();
    for (const one of filesIn(path.resolve(__dirname, "../../..", root))) {
      counts.set(path.dirname(one), (counts.get(path.dirname(one)) ?? 0) + 1);
    }
    expect([...counts].filter(([, count]) => count > MOST_FILES)).toEqual([]);
  });
});

describe("the imports of policies/", () => {
  const importsOf = (file: string): readonly string[] => {
    const text = fs.readFileSync(path.join(POLICIES, `${file}.ts`), "utf8");
    return [...text.matchAll(/from "(\.(?:(?!\.json")[^"])+)"/g)].map(([, target]) =>
      resolved(path.join(path.dirname(file), target!)),
    );
  };
  const resolved = (file: string): string =>
    fs.existsSync(path.join(POLICIES, `${file}.ts`)) ? file : path.join(file, "index");

  /** The first file that leads back to itself, with the files on the way. */
  function cycleIn(files: readonly string[], targetsOf: (file: string) => readonly string[]): readonly string[] {
    const finished = new Set<string>();
    const visit = (file: string, way: readonly string[]): readonly string[] => {
      if (way.includes(file)) return [...way.slice(way.indexOf(file)), file];
      if (finished.has(file)) return [];
      for (const target of targetsOf(file)) {
        const cycle = visit(target, [...way, file]);
        if (cycle.length > 0) return cycle;
      }
      finished.add(file);
      return [];
    };
    return files.map((file) => visit(file, [])).find((cycle) => cycle.length > 0) ?? [];
  }

  test("form no cycle", () => {
    expect(cycleIn(filesIn(POLICIES), importsOf)).toEqual([]);
    const mutual: Readonly<Record<string, string[]>> = { a: ["b"], b: ["c"], c: ["b"] };
    expect(cycleIn(["a"], (file) => mutual[file]!)).toEqual(["b", "c", "b"]);
  });
});
