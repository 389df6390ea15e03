import fs from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { readPlan } from "./engine/plan-input";
import { MalformedInputError, readConfiguration, type StackInput } from "./engine/synth-input";
import { EXIT, exitCodeOf, judge, type Judgement } from "./engine/judgement";
import { approvedDestroys, parseApprovals } from "./approvals/approvals";
import { consoleReport } from "./reports/console";
import { jsonReport, junitReport, markdownReport } from "./reports/documents";
import { sarifReport } from "./reports/sarif";
import { sourcePositions } from "./reports/source-position";
import { EXEMPT_TYPES, RULES } from "./rules";

export const HELP = `Judges Terraform configuration and plans by the policies.

Usage: npm run policy -- [file...] [options]

  file              cdk.tf.json, or a plan of terraform show -json; none means every stack of cdktf.out
  --config FILE     the configuration of the plan: construct paths and waivers (default: that of its stack in cdktf.out)
  --approvals FILE  destructions that are approved: { "approvals": [{ stack, address, reason, expires }] }
  --sarif FILE      write SARIF 2.1.0; likewise --junit, --markdown, --json
  --help            this text

A file is named by its folder. Exit codes: 0 clean, 1 findings, 2 a rule or the input is broken, 3 a waiver or approval does not hold.`;

const OPTIONS = {
  config: { type: "string" },
  approvals: { type: "string" },
  sarif: { type: "string" },
  junit: { type: "string" },
  markdown: { type: "string" },
  json: { type: "string" },
  help: { type: "boolean", short: "h" },
} as const;

type Options = Partial<Record<Exclude<keyof typeof OPTIONS, "help">, string>>;

export interface Streams {
  readonly print: (text: string) => void;
  readonly printError: (text: string) => void;
}

/** The folder against which files are resolved, and the day against which waivers and approvals expire. */
export interface PolicyRun {
  /** @default the working directory of the process */
  readonly cwd?: string;
  /** @default the day of the run */
  readonly now?: Date;
}

/** Runs the policy command and returns its exit code. */
export function runPolicy(argv: readonly string[], { print, printError }: Streams, run: PolicyRun = {}): number {
  const { cwd = process.cwd(), now = new Date() } = run;
  try {
    const { values, positionals } = parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true });
    if (values.help) {
      print(HELP);
      return EXIT.clean;
    }
    return judgeFiles(positionals.length > 0 ? positionals : synthesizedFiles(cwd), values, cwd, now, print);
  } catch (error) {
    printError(error instanceof MalformedInputError ? error.message : String(error));
    return EXIT.broken;
  }
}

function judgeFiles(
  files: readonly string[],
  options: Options,
  cwd: string,
  now: Date,
  print: Streams["print"],
): number {
  const inputs = files.map((file) =>
    readInput(path.resolve(cwd, file), options.config && path.resolve(cwd, options.config)),
  );
  const phases = new Set(inputs.map(({ phase }) => phase));
  if (phases.size > 1)
    throw new MalformedInputError(files.join(", "), "judge configurations and plans in separate runs");
  const approvals = parseApprovals(
    options.approvals ? fs.readFileSync(path.resolve(cwd, options.approvals), "utf8") : '{"approvals":[]}',
    now,
  );
  const judgement = judge(
    inputs.map(({ input }) => input),
    {
      phase: [...phases][0] ?? "synth",
      rules: RULES,
      exempt: EXEMPT_TYPES,
      now,
      approvedDestroys: approvedDestroys(approvals),
    },
  );
  print(consoleReport(judgement));
  approvals.problems.forEach((problem) => print(`APPROVAL ${problem}`));
  writeReports(judgement, options, cwd);
  const exitCode = exitCodeOf(judgement);
  return exitCode === EXIT.clean && approvals.problems.length > 0 ? EXIT.waivers : exitCode;
}

function readInput(
  file: string,
  configurationFile: string | undefined,
): { phase: "synth" | "plan"; input: StackInput } {
  const name = path.basename(path.dirname(file));
  const content = parse(file);
  const isPlan = typeof content === "object" && content !== null && "resource_changes" in content;
  if (!isPlan) return { phase: "synth", input: readConfiguration({ name, config: content }) };
  const synthesized = path.join(process.env["CDKTF_OUTDIR"] ?? "cdktf.out", "stacks", name, "cdk.tf.json");
  const source = configurationFile ?? (fs.existsSync(synthesized) ? synthesized : undefined);
  const configuration = source ? parse(source) : undefined;
  return { phase: "plan", input: readPlan({ name, plan: content, configuration }) };
}

function parse(file: string): unknown {
  try {
    return JSON.parse(fs.readFileSync(file, "utf8")) as unknown;
  } catch (error) {
    throw new MalformedInputError(file, (error as Error).message);
  }
}

function synthesizedFiles(cwd: string): readonly string[] {
  const stacks = path.join(process.env["CDKTF_OUTDIR"] ?? "cdktf.out", "stacks");
  const names = fs.existsSync(path.resolve(cwd, stacks)) ? fs.readdirSync(path.resolve(cwd, stacks)).sort() : [];
  return names.map((name) => path.join(stacks, name, "cdk.tf.json"));
}

function writeReports(judgement: Judgement, options: Options, cwd: string): void {
  const reports = {
    sarif: () => sarifReport(judgement, sourcePositions(cwd, "main.ts")),
    junit: () => junitReport(judgement),
    markdown: () => markdownReport(judgement),
    json: () => jsonReport(judgement),
  };
  for (const [kind, report] of Object.entries(reports)) {
    const file = options[kind as keyof typeof reports];
    if (file !== undefined) fs.writeFileSync(path.resolve(cwd, file), report());
  }
}

if (require.main === module) {
  process.exitCode = runPolicy(process.argv.slice(2), { print: console.log, printError: console.error });
}
