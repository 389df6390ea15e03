import fs from "node:fs";
import path from "node:path";

const root = path.resolve(__dirname, "../..");
const folder = path.join(root, "docs/requirements");
const ID = /\b(?:R|SF|SU|SA|AW)-[A-Z]+\d+\b/g;

interface Requirement {
  readonly id: string;
  /** Test files relative to the root; none if the page says that the requirement is not built. */
  readonly files: readonly string[];
}

/** Rows of a page. A row is `| id | requirement | held by |`. */
function requirementsOf(page: string): Requirement[] {
  return page
    .split("\n")
    .map((line) => /^\| ((?:R|SF|SU|SA|AW)-[A-Z]+\d+) \| .+ \| ([^|]+) \|$/.exec(line))
    .filter((row) => row !== null)
    .map(([, id = "", tests = ""]) => {
      const files = [...tests.matchAll(/\]\(\.\.\/\.\.\/([^)]+)\)/g)].map(([, file = ""]) => file);
      if (files.length === 0 && tests !== "not built yet")
        throw new Error(`${id} names neither a test nor "not built yet"`);
      return { id, files };
    });
}

/** Requirement ids by test file, from the titles of `test` and `describe`. */
function idsInTitles(directory: string): Map<string, Set<string>> {
  const names = fs.readdirSync(path.join(root, directory), { recursive: true, encoding: "utf8" });
  const tests = names.filter((name) => /\.test\.tsx?$/.test(name)).map((name) => path.posix.join(directory, name));
  return new Map(tests.map((file) => [file, titleIds(fs.readFileSync(path.join(root, file), "utf8"))]));
}

function titleIds(source: string): Set<string> {
  const titles = source.match(/(?:^|[\s,(])["`](?:R|SF|SU|SA|AW)-[A-Z]+\d+\b[^"`]*/g) ?? [];
  return new Set(titles.flatMap((title) => title.match(ID) ?? []));
}

/** Differences between pages and test titles, as sentences. */
function differences(requirements: readonly Requirement[], titles: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const ids = new Set(requirements.map(({ id }) => id));
  const tested = new Set([...titles.values()].flatMap((set) => [...set]));
  return [
    ...requirements.flatMap(({ id, files }) =>
      files.filter((file) => !titles.get(file)?.has(id)).map((file) => `${file} has no title with ${id}`),
    ),
    ...requirements.filter(({ id, files }) => files.length === 0 && tested.has(id)).map(({ id }) => `${id} is tested`),
    ...[...tested].filter((id) => !ids.has(id)).map((id) => `no page lists ${id}`),
  ];
}

const pages = fs.readdirSync(folder).filter((name) => name !== "README.md");
const requirements = pages.flatMap((name) => requirementsOf(fs.readFileSync(path.join(folder, name), "utf8")));
const titles = new Map(
  ["tests", "examples", "app/test", "web/test"].flatMap((directory) => [...idsInTitles(directory)]),
);
titles.delete("tests/docs/requirements.test.ts");

test("the requirement pages and the test titles name each other", () => {
  expect(differences(requirements, titles)).toEqual([]);
});

test("every requirement of the reference platform is held by a test", () => {
  const open = requirements.filter(({ id, files }) => id.startsWith("R-") && files.length === 0);
  expect(open.map(({ id }) => id)).toEqual([]);
});

test("ids are unique", () => {
  expect(new Set(requirements.map(({ id }) => id)).size).toBe(requirements.length);
  expect(requirements.length).toBe(22 + 12 + 13 + 18 + 11);
});

/** Ids of the requirements whose tests `requirement` defines, which also runs them on mutated values. */
function idsWithMutations(source: string): string[] {
  return [...source.matchAll(/^(?:requirement|of[A-Z]\w+)\(\s*"((?:SF|AW)-[A-Z]+\d+) /gm)].map(([, id = ""]) => id);
}

test("each requirement of ShopFlow and AWSomeShop asserts values, and fails when one is another", () => {
  const mutated = ["shopflow", "awsomeshop"].flatMap((example) => {
    const directory = path.join(root, "examples", example, "tests");
    const files = fs.readdirSync(directory).filter((name) => name.endsWith(".test.ts"));
    return files.flatMap((name) => idsWithMutations(fs.readFileSync(path.join(directory, name), "utf8")));
  });
  const rows = requirements.map(({ id }) => id).filter((id) => /^(SF|AW)-/.test(id));
  // The proof of the schema applies it to a server, with refused statements as twins.
  expect(rows.filter((id) => !mutated.includes(id))).toEqual(["AW-D3"]);
  expect(idsWithMutations('requirement(\n  "SF-N1 has zones",\ntest("SF-N2 routes", f)')).toEqual(["SF-N1"]);
});

test("a missing title, an unlisted id and a tested row without a test are differences", () => {
  const rows = requirementsOf("| R-N1 | a | [a](../../tests/a.test.ts) |\n| R-N2 | b | not built yet |");
  const found = new Map([
    ["tests/a.test.ts", titleIds('test("R-N2 routes", f);\ntest("R-N9 x", f);\nconst x = "no R-N1";')],
  ]);
  expect(differences(rows, found)).toEqual([
    "tests/a.test.ts has no title with R-N1",
    "R-N2 is tested",
    "no page lists R-N9",
  ]);
  expect(() => requirementsOf("| R-N1 | a | soon |")).toThrow("neither a test nor");
});
