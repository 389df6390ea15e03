import fs from "node:fs";
import path from "node:path";
import {
  EXEMPT_TYPES,
  MalformedInputError,
  RULES,
  approvedDestroys,
  consoleReport,
  exitCodeOf,
  jsonReport,
  judge,
  junitReport,
  markdownReport,
  parseApprovals,
  readConfiguration,
  readPlan,
  sarifReport,
  sourcePositions,
  type Judgement,
  type StackInput,
} from "../../policies";
import { parseOptions } from "../runner/command/arguments";
import { defineCommand, type CommandContext, type CommandRequest } from "../runner/command/command";
import { EXIT_CODES, usageError, type ExitCode } from "../runner/command/exit-codes";
import type { Machine } from "../runner/command/machine";
import { synthesisFolder } from "../runner/terraform/synthesized-stacks";

const HELP = `Evaluates the policies on Terraform configurations or plans.

Usage: groundplan policy [file...] [options]

  file              cdk.tf.json, or a plan of terraform show -json; its folder names the stack (default: all stacks)
  --config FILE     configuration of the plans, for construct paths and waivers (default: that in cdktf.out)
  --approvals FILE  approved destructions: { "approvals": [{ stack, address, reason, expires }] }
  --sarif FILE      write a report as SARIF 2.1.0
  --junit FILE      write a report as JUnit XML
  --markdown FILE   write a report as Markdown
  --json FILE       write a report as JSON
  --help            print this text

Reads the synthesized stacks in cdktf.out, or in the folder that CDKTF_OUTDIR names.
Exit codes: 0 passed, 1 findings, 2 wrong usage, unreadable input or a failing rule, 4 a waiver or approval is
malformed, expired or not needed.`;

const OPTIONS = {
  config: { type: "string" },
  approvals: { type: "string" },
  sarif: { type: "string" },
  junit: { type: "string" },
  markdown: { type: "string" },
  json: { type: "string" },
} as const;

type Options = Partial<Record<keyof typeof OPTIONS, string>>;

export interface PolicyRequest extends CommandRequest {
  /** Configurations or plans; none means all synthesized stacks. */
  readonly files: readonly string[];
  readonly options: Options;
}

export const policy = defineCommand<PolicyRequest>({
  help: HELP,
  parse(argv) {
    const { values, positionals } = parseOptions(argv, OPTIONS);
    return { files: positionals, options: values };
  },
  run: async (request, { machine, print }) => runPolicy(request, machine, new Date(), print),
});

/**
 * Evaluates the policies and writes the reports.
 *
 * @param now - the day against which waivers and approvals expire.
 * @throws ToolError (usage) for a file that is missing or neither a configuration nor a plan.
 */
export function runPolicy(
  request: PolicyRequest,
  machine: Machine,
  now: Date,
  print: CommandContext["print"],
): ExitCode {
  try {
    return evaluateFiles(request, machine, now, print);
  } catch (error) {
    if (error instanceof MalformedInputError) throw usageError(error.message);
    throw error;
  }
}

function evaluateFiles(
  { files, options }: PolicyRequest,
  machine: Machine,
  now: Date,
  print: CommandContext["print"],
): ExitCode {
  const inputs = (files.length > 0 ? files : synthesizedFiles(machine)).map((file) =>
    readInput(file, options.config, machine),
  );
  const phases = new Set(inputs.map(({ phase }) => phase));
  if (phases.size > 1) {
    throw new MalformedInputError(files.join(", "), "evaluate configurations and plans in separate runs");
  }
  const approvals = parseApprovals(
    options.approvals ? readText(path.resolve(machine.cwd, options.approvals)) : '{"approvals":[]}',
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
  writeReports(judgement, options, machine.cwd);
  const exitCode = exitCodeOf(judgement);
  return exitCode === EXIT_CODES.succeeded && approvals.problems.length > 0 ? EXIT_CODES.waivers : exitCode;
}

function readInput(
  file: string,
  configuration: string | undefined,
  machine: Machine,
): { phase: "synth" | "plan"; input: StackInput } {
  const name = path.basename(path.dirname(path.resolve(machine.cwd, file)));
  const content = parseJson(file, machine);
  const isPlan = typeof content === "object" && content !== null && "resource_changes" in content;
  if (!isPlan) return { phase: "synth", input: readConfiguration({ name, config: content }) };
  const source = configuration ?? synthesizedFiles(machine).find((one) => path.basename(path.dirname(one)) === name);
  const config = source === undefined ? undefined : parseJson(source, machine);
  return { phase: "plan", input: readPlan({ name, plan: content, configuration: config }) };
}

function parseJson(file: string, { cwd }: Machine): unknown {
  const text = readText(path.resolve(cwd, file));
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new MalformedInputError(file, (error as Error).message);
  }
}

function readText(file: string): string {
  try {
    return fs.readFileSync(file, "utf8");
  } catch (error) {
    throw new MalformedInputError(file, (error as Error).message);
  }
}

/** The configurations of all synthesized stacks. */
function synthesizedFiles(machine: Machine): string[] {
  const stacks = path.join(synthesisFolder(machine), "stacks");
  const names = fs.existsSync(stacks) ? fs.readdirSync(stacks).sort() : [];
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
