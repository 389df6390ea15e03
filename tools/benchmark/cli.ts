import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { growthOfJudgement, judgementSeconds, synthesizedIn } from "./judgement";
import { measure, runOnce, type Subject, type Usage } from "./measure";
import { planSeconds } from "./plan-time";
import { table, type Row } from "./table";

const ROUNDS = 5;
const root = path.resolve(__dirname, "../../..");
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "groundplan-benchmark-"));
const template = path.join(root, "dist", "template", "main.ts");

void main().finally(() => {
  fs.rmSync(scratch, { recursive: true, force: true });
  fs.rmSync(path.dirname(template), { recursive: true, force: true });
});

async function main(): Promise<void> {
  const rows = [...(await synthesisRows()), ...(await growthRows()), ...(await planRows())];
  console.log(table(rows));
  if (rows.some(({ met }) => met === false)) process.exitCode = 1;
}

async function synthesisRows(): Promise<Row[]> {
  const synthesis: Subject = { name: "synthesis", args: [path.join(root, "dist", "main.js")] };
  const { bindings } = await runOnce(synthesis, scratch);
  const [compiled, checked, bare, init] = (await measure(
    [synthesis, withTypeCheck(), loadOnly(bindings), initTemplate()],
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
      goal: "≤ 2",
      met: toBare <= 2,
    },
    { name: "type check, build and synthesis", value: `${checked.wallSeconds.toFixed(2)} s wall` },
    {
      name: "÷ the way of the cdktf init template (ts-node, type check, barrel)",
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
    ...judgementRows(compiled.cpuSeconds),
  ];
}

/** What `npm run synth` does, in one process tree: the type check that emits, then the synthesis. */
function withTypeCheck(): Subject {
  const build = path.join(root, "node_modules", "typescript7", "bin", "tsc");
  const program = `
    const { execFileSync } = require("node:child_process");
    execFileSync(process.execPath, [${JSON.stringify(build)}, "-p", "tsconfig.build.json"], { cwd: ${JSON.stringify(root)} });
    require(${JSON.stringify(path.join(root, "dist", "main.js"))});`;
  return { name: "type check and synthesis", args: ["-e", program] };
}

function loadOnly(bindings: readonly string[]): Subject {
  const file = path.join(scratch, "load-only.js");
  fs.writeFileSync(file, bindings.map((binding) => `require(${JSON.stringify(binding)});`).join("\n"));
  return { name: "loading the same bindings", args: [file] };
}

/** The same stacks, loaded as the template of `cdktf init` does: ts-node with its type check, the provider by its barrel. */
function initTemplate(): Subject {
  fs.mkdirSync(path.dirname(template), { recursive: true });
  fs.writeFileSync(template, 'import * as aws from "@cdktf/provider-aws";\nimport "../../main";\nvoid aws.vpc;\n');
  return { name: "the way of the cdktf init template", args: ["-r", "ts-node/register", template] };
}

async function growthRows(): Promise<Row[]> {
  const growth = path.join(__dirname, "growth.js");
  const counts = [1, 10, 20];
  const usages = await measure(
    counts.map((count) => ({ name: `${count} environments`, args: [growth, String(count)] })),
    ROUNDS,
    scratch,
  );
  const [one, ten, twenty] = usages.map(({ wallSeconds }) => wallSeconds) as [number, number, number];
  const each = (twenty - one) / 19;
  const linearity = (twenty - ten) / 10 / ((ten - one) / 9);
  return [
    { name: "each environment from 1 to 20", value: `${each.toFixed(3)} s`, goal: "≤ 0.1 s", met: each <= 0.1 },
    {
      name: "cost of environments 11-20 ÷ cost of 2-10 (1 is linear)",
      value: linearity.toFixed(2),
      goal: "≤ 1.5",
      met: linearity <= 1.5,
    },
  ];
}

/** What the policies cost of what was just synthesized. The large stacks are copies of prod, so that every rule has its share. */
function judgementRows(synthesisSeconds: number): Row[] {
  const stacks = synthesizedIn(path.join(scratch, "cdktf.out"));
  const judged = judgementSeconds(stacks, ROUNDS);
  const share = judged / synthesisSeconds;
  const growth = growthOfJudgement(
    stacks.find(({ name }) => name === "prod")!,
    [1_000, 10_000],
    ROUNDS,
  );
  return [
    { name: "judgement of all stacks by all rules", value: `${judged.toFixed(3)} s CPU` },
    { name: "÷ synthesis of all stacks", value: share.toFixed(2), goal: "< 0.5", met: share < 0.5 },
    {
      name: "judging each of 10,000 resources ÷ each of 1,000 (1 is linear)",
      value: growth.toFixed(2),
      goal: "≤ 2",
      met: growth <= 2,
    },
  ];
}

async function planRows(): Promise<Row[]> {
  const name = "offline plan of prod, per 100 resources";
  const measured = await planSeconds(root, "prod");
  if (!measured) return [{ name, value: "skipped: no Terraform or no AWS provider" }];
  return [
    {
      name,
      value: `${((measured.seconds / measured.resources) * 100).toFixed(2)} s (${measured.resources} resources)`,
    },
  ];
}
