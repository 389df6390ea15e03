import fs from "node:fs";
import path from "node:path";
import { measure, runOnce, type Subject, type Usage } from "./measure";
import { planSeconds } from "./plan-time";
import { refusalRow } from "./refusal-time";
import { growthOfEvaluation, evaluationSeconds, synthesizedIn } from "./policy-time";
import type { Row } from "./table";
import { testRows } from "./test-time";
import { withTemporaryFolder } from "../runner/command/temporary-folder";

const ROUNDS = 5;

interface Folders {
  /** Root of the repository, with a build in `dist`. */
  readonly root: string;
  /** Temporary folder for output of the measured programs. */
  readonly scratch: string;
}

/**
 * Runs all measurements; some of them run for minutes.
 *
 * @param tests - measure the test runs too, which takes half an hour.
 */
export async function measureAll(root: string, tests = false): Promise<Row[]> {
  const rows = await withTemporaryFolder("benchmark", async (scratch) => {
    const folders = { root, scratch };
    return [...(await synthesisRows(folders)), ...(await growthRows(folders)), ...(await planRows(folders))];
  });
  return tests ? [...rows, ...(await testRows(root))] : rows;
}

async function synthesisRows(folders: Folders): Promise<Row[]> {
  const { root, scratch } = folders;
  const synthesis: Subject = { name: "synthesis", args: [path.join(root, "dist", "main.js")] };
  const { bindings } = await runOnce(synthesis, scratch);
  const template = initTemplate(root);
  const [compiled, checked, bare, init] = (await measure(
    [synthesis, withTypeCheck(root), loadOnly(bindings, scratch), template],
    ROUNDS,
    scratch,
  )) as [Usage, Usage, Usage, Usage];
  const toBare = compiled.cpuSeconds / bare.cpuSeconds;
  const toTemplate = checked.wallSeconds / init.wallSeconds;
  return [
    {
      name: "synthesis of all stacks",
      value: `${compiled.cpuSeconds.toFixed(2)} s CPU, ${compiled.wallSeconds.toFixed(2)} s wall`,
    },
    {
      name: "÷ a Node process that only loads the same bindings",
      value: toBare.toFixed(2),
      goal: "≤ 3",
      met: toBare <= 3,
    },
    { name: "type check, build and synthesis", value: `${checked.wallSeconds.toFixed(2)} s wall` },
    {
      name: "÷ the same with the cdktf init template (ts-node, type check, barrel)",
      value: toTemplate.toFixed(2),
      goal: "≤ 0.20",
      met: toTemplate <= 0.2,
    },
    {
      name: "peak memory of synthesis",
      value: `${compiled.peakMib.toFixed(0)} MiB`,
      goal: "≤ 250 MiB",
      met: compiled.peakMib <= 250,
    },
    ...policyRows(compiled.cpuSeconds, folders),
    await refusalRow(path.join(root, "dist", "main.js"), scratch),
  ];
}

/** `npm run synth` in one process tree: the compilation, then the synthesis. */
function withTypeCheck(root: string): Subject {
  const compiler = path.join(root, "node_modules", "typescript7", "bin", "tsc");
  // In full, whatever an earlier build has left.
  const build = [compiler, "-p", "tsconfig.build.json", "--incremental", "false", "--tsBuildInfoFile", "null"];
  const program = `
    const { execFileSync } = require("node:child_process");
    execFileSync(process.execPath, ${JSON.stringify(build)}, { cwd: ${JSON.stringify(root)} });
    require(${JSON.stringify(path.join(root, "dist", "main.js"))});`;
  return { name: "type check and synthesis", args: ["-e", program] };
}

function loadOnly(bindings: readonly string[], scratch: string): Subject {
  const file = path.join(scratch, "load-only.js");
  fs.writeFileSync(file, bindings.map((binding) => `require(${JSON.stringify(binding)});`).join("\n"));
  return { name: "loading the same bindings", args: [file] };
}

/**
 * The same stacks, loaded as the template of `cdktf init` does: with ts-node, its type check and the provider barrel.
 */
function initTemplate(root: string): Subject {
  const template = path.join(root, "dist", "template", "main.ts");
  fs.mkdirSync(path.dirname(template), { recursive: true });
  fs.writeFileSync(template, 'import * as aws from "@cdktf/provider-aws";\nimport "../../main";\nvoid aws.vpc;\n');
  return { name: "cdktf init template", args: ["-r", "ts-node/register", template] };
}

async function growthRows({ scratch }: Folders): Promise<Row[]> {
  const growth = path.join(__dirname, "growth.js");
  const counts = [1, 10, 20];
  // The stacks of the synthesis stay for the plan.
  const folder = path.join(scratch, "growth");
  fs.mkdirSync(folder);
  const usages = await measure(
    counts.map((count) => ({ name: `${count} environments`, args: [growth, String(count)] })),
    ROUNDS,
    folder,
  );
  const [one, ten, twenty] = usages.map(({ cpuSeconds }) => cpuSeconds) as [number, number, number];
  const each = (twenty - one) / 19;
  const linearity = (twenty - ten) / 10 / ((ten - one) / 9);
  return [
    {
      name: "each environment from 1 to 20",
      value: `${each.toFixed(3)} s CPU`,
      goal: "≤ 0.12 s CPU",
      met: each <= 0.12,
    },
    {
      name: "cost of environments 11-20 ÷ cost of 2-10 (1 is linear)",
      value: linearity.toFixed(2),
      goal: "≤ 1.5",
      met: linearity <= 1.5,
    },
  ];
}

/**
 * CPU time of the policies on the synthesized stacks. The large stacks are copies of prod, so that every rule
 * applies.
 */
function policyRows(synthesisSeconds: number, { scratch }: Folders): Row[] {
  const stacks = synthesizedIn(path.join(scratch, "cdktf.out"));
  const evaluated = evaluationSeconds(stacks, ROUNDS);
  const share = evaluated / synthesisSeconds;
  const growth = growthOfEvaluation(
    stacks.find(({ name }) => name === "prod")!,
    [1_000, 10_000],
    ROUNDS,
  );
  return [
    { name: "evaluation of all rules on all stacks", value: `${evaluated.toFixed(3)} s CPU` },
    { name: "÷ synthesis of all stacks", value: share.toFixed(2), goal: "< 0.5", met: share < 0.5 },
    {
      name: "rules per resource: 10,000 resources ÷ 1,000 resources (1 is linear)",
      value: growth.toFixed(2),
      goal: "≤ 2",
      met: growth <= 2,
    },
  ];
}

async function planRows({ root, scratch }: Folders): Promise<Row[]> {
  const name = "offline plan of prod, per 100 resources";
  const measured = await planSeconds({ root, outdir: path.join(scratch, "cdktf.out"), stack: "prod" });
  if (!measured) return [{ name, value: "skipped: no Terraform or no AWS provider" }];
  return [
    {
      name,
      value: `${((measured.seconds / measured.resources) * 100).toFixed(2)} s (${measured.resources} resources)`,
    },
  ];
}
