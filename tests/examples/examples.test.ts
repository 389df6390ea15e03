import fs from "node:fs";
import path from "node:path";
import { expectPicture } from "../support/architecture-picture";
import { expectCostPage } from "../support/cost-page";
import { exampleSystems } from "../support/example-systems";
import { expectPromisesPage } from "../support/promises-page";
import { expectFiles, expectFolders } from "../support/reviewed-files";
import { differenceFiles, snapshotFiles } from "../support/snapshot-files";
import { exampleFolder, exampleStack, stackNamesIn } from "../support/synthesized";
import { thisMachine } from "../../tools/runner/command/machine";
import { generatedWorkflows } from "../../tools/commands/workflows";

const root = path.resolve(__dirname, "../..");
const examples = exampleSystems();
/** Production, which is reviewed in full; the environments before it by their differences from it. */
const BASE = "prod";
/** Stacks of another shape, which are reviewed in full too. */
const OTHER_SHAPES = ["account", "account-standby", "delivery"];
/** Ends of the names of an environment's further stacks. */
const FURTHER_STACK = /(?:-recovery|-standby)?$/;

describe.each(examples)("the example system %s", (example) => {
  const folder = path.join(root, "examples", example);
  const read = (file: string) => fs.readFileSync(path.join(folder, file), "utf8");
  const stacks = stackNamesIn(exampleFolder(example));
  const reviewed = path.join(folder, "tests/snapshots");

  test.each(stacks)("configures the stack %s as reviewed", (name) => {
    const { config } = exampleStack(example, name);
    const { environment, base } = baseOf(name);
    const files =
      base === name
        ? snapshotFiles(config)
        : differenceFiles(
            { name: environment, config },
            { name: BASE, stack: base, config: exampleStack(example, base).config },
          );
    expectFiles(path.join(reviewed, name), files);
  });

  test("has a review of every stack, and of no other", () => {
    expectFolders(reviewed, stacks);
  });

  test("has the current picture on its architecture page; -u writes it", async () => {
    await expectPicture(folder, exampleFolder(example));
  });

  test("has the current estimate on its cost page; -u writes it", async () => {
    await expectCostPage(folder, exampleFolder(example));
  });

  test("has the current promises on its page, none of them broken; -u writes it", () => {
    expectPromisesPage(folder, exampleFolder(example));
  });

  (fs.existsSync(path.join(folder, "workflows.json")) ? test : test.skip)(
    "has the current workflows of GitHub Actions; -u writes them",
    async () => {
      const machine = { ...thisMachine(), cwd: folder, env: { CDKTF_OUTDIR: exampleFolder(example) } };
      expectFiles(path.join(folder, ".github/workflows"), await generatedWorkflows(machine));
    },
  );

  test("has a cdktf.json whose app is the compiled one", () => {
    const { app } = JSON.parse(read("cdktf.json")) as { app: string };
    expect(app).toBe(`npm run -s build --prefix ../.. && node ../../dist/examples/${example}/main.js`);
  });

  test("names the code and the proof of each requirement in its README", () => {
    const page = fs.readFileSync(path.join(root, `docs/requirements/${example}.md`), "utf8");
    const ids = [...page.matchAll(/^\| ([A-Z]+-[A-Z]+\d+) \|/gm)].map(([, id]) => id!);
    const rows = rowsOf(read("README.md"));
    expect(rows.map(([id]) => id)).toEqual(ids);
    expect(rows.filter(([, ...cells]) => !cells.every((cell) => cell.includes("](")))).toEqual([]);
  });
});

/** The environment of a stack, and the stack of production that it resembles: itself, if it is reviewed in full. */
function baseOf(stack: string): { environment: string; base: string } {
  const [suffix] = FURTHER_STACK.exec(stack)!;
  const environment = stack.slice(0, stack.length - suffix.length);
  return { environment, base: OTHER_SHAPES.includes(stack) ? stack : `${BASE}${suffix}` };
}

test("a further stack is reviewed by its difference from that of production", () => {
  expect(["account", "account-standby", "prod", "dev", "prod-standby", "staging-recovery"].map(baseOf)).toEqual([
    { environment: "account", base: "account" },
    { environment: "account", base: "account-standby" },
    { environment: "prod", base: "prod" },
    { environment: "dev", base: "prod" },
    { environment: "prod", base: "prod-standby" },
    { environment: "staging", base: "prod-recovery" },
  ]);
});

/** Cells of the rows whose first cell is a requirement: id, code and proof. */
function rowsOf(page: string): string[][] {
  return page
    .split("\n")
    .map((line) => /^\| ([A-Z]+-[A-Z]+\d+):[^|]* \| ([^|]+) \| ([^|]+) \|$/.exec(line))
    .flatMap((row) => (row ? [row.slice(1)] : []));
}

test("a row without a link to its code is found", () => {
  expect(
    rowsOf("| AW-N1: network | [code](a.ts) | [test](b.ts) |\n| AW-N2: groups | soon | - |\n| x | y | z |"),
  ).toEqual([
    ["AW-N1", "[code](a.ts)", "[test](b.ts)"],
    ["AW-N2", "soon", "-"],
  ]);
});
