import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { synthesize } from "groundplan/core";
import { isCi } from "../../../tools/runner/command/machine";
import { createStacks } from "../stacks";
import { account, nordwind } from "./other-company";

const MINUTES = 60_000;
const groundplan = path.resolve(__dirname, "../../../dist/tools/commands/groundplan.js");

interface Plan {
  readonly resource_changes: readonly {
    readonly address: string;
    readonly mode: string;
    readonly change: { readonly actions: readonly string[]; readonly after: object };
  }[];
}

/** Addresses of resources that the plan does not create, or whose planned values name the repository's system. */
function foreign({ resource_changes: changes }: Plan): string[] {
  const names = /scaleup[-/.]|scale-up|123456789012/;
  const isOwn = ({ change: { actions, after } }: Plan["resource_changes"][number]) =>
    actions.join() === "create" && !names.test(JSON.stringify(after));
  return changes.filter((one) => one.mode === "managed" && !isOwn(one)).map(({ address }) => address);
}

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "scale-up-other-company-"));
afterAll(() => fs.rmSync(folder, { recursive: true }));

function planned(): string {
  synthesize((app) => createStacks(app, [nordwind], account), { outdir: path.join(folder, "cdktf.out") });
  const options = [
    "plan",
    "prod",
    "--provider",
    "real",
    "--out",
    "plans",
    ...(isCi(process.env) ? [] : ["--if-available"]),
  ];
  const { stdout, stderr } = spawnSync(process.execPath, [groundplan, ...options], { cwd: folder, encoding: "utf8" });
  return stdout + stderr;
}

test(
  "the AWS provider plans the production of another company in eu-central-1",
  () => {
    const output = planned();
    if (!isCi(process.env) && output.includes("skipped:"))
      return void process.stderr.write(`\nNot planned: ${output}\n`);
    expect(output).toContain("1 of 1 stacks passed");
    const plan = JSON.parse(fs.readFileSync(path.join(folder, "plans/prod/plan.json"), "utf8")) as Plan;
    expect(plan.resource_changes.length).toBeGreaterThan(250);
    expect(foreign(plan)).toEqual([]);
    const [first, second, ...others] = plan.resource_changes.filter(({ mode }) => mode === "managed");
    const renamed = { ...first!, change: { ...first!.change, after: { name: "scaleup-prod" } } };
    const replaced = { ...second!, change: { ...second!.change, actions: ["delete", "create"] } };
    expect(foreign({ resource_changes: [renamed, replaced, ...others] })).toEqual([first!.address, second!.address]);
  },
  5 * MINUTES,
);
