import fs from "node:fs";
import path from "node:path";
import {
  EXEMPT_TYPES,
  MalformedInputError,
  NO_BASELINE,
  RULES,
  SEVERITIES,
  agingNotice,
  approvedDestroys,
  baselineOf,
  consoleReport,
  exitCodeOf,
  failingFindings,
  jsonReport,
  judge,
  junitReport,
  markdownReport,
  parseApprovals,
  parseBaseline,
  sarifReport,
  sourcePositions,
  type JudgeOptions,
  type Judgement,
  type StackInput,
} from "../../policies";
import { notePlaceholders } from "../preflight/placeholders";
import { withPlannedValues, type Refusals } from "../../policies/refusals";
import {
  configurationFiles,
  policyFile,
  readPolicyInput,
  readText,
  type PolicyInput,
} from "../runner/checks/policy-input";
import { baselineNotices, sinceNotices } from "../runner/checks/known-findings";
import { stacksAtRevision } from "../runner/checks/stacks-at-revision";
import { evaluateRefusals, REFUSAL_OPTIONS, type RefusalValues } from "../runner/checks/refusals";
import { parseOptions } from "../runner/command/arguments";
import { defineCommand, type CommandContext, type CommandRequest } from "../runner/command/command";
import { EXIT_CODES, usageError, type ExitCode } from "../runner/command/exit-codes";
import type { Machine } from "../runner/command/machine";
import { noStacksError, synthesisFolder } from "../runner/terraform/synthesized-stacks";

const HELP = `Evaluates the policies on Terraform configurations or plans.

Usage: groundplan policy [stack or file...] [options]

  stack                  name of a synthesized stack (default: all)
  file                   cdk.tf.json, or a plan of terraform show -json, in a folder named as the stack
  --config FILE          configuration of the plans, for construct paths and waivers (default: that in cdktf.out)
  --approvals FILE       approved destructions: { "approvals": [{ stack, address, reason, expires }] }
  --baseline FILE        known findings, which do not fail the run until the file expires
  --write-baseline FILE  write the findings of this run as a baseline that expires in 90 days
  --since REVISION       fail for findings only that the stacks of a Git revision do not have
  --fail-on SEVERITY     lowest severity that fails: critical, high, medium or low (default: by stage)
  --expiry report        print expired waivers and baselines, and let them apply (default: they fail the run)
  --report-only          exit with 0 whatever the findings, waivers and approvals
  --sarif FILE           write a report as SARIF 2.1.0
  --junit FILE           write a report as JUnit XML
  --markdown FILE        write a report as Markdown
  --json FILE            write a report as JSON
  --refusals             fail if the packages for known refusals of AWS are missing (default: print a notice)
  --no-refusals          do not evaluate known refusals of AWS
  --exclude ID           a refusal that does not hold any more, such as AWS/pf-sqs-redrive-policy; repeatable
  --help                 print this text

Reads the synthesized stacks in cdktf.out, or in the folder that CDKTF_OUTDIR names.
Exit codes: 0 passed, 1 findings, 2 wrong usage, unreadable input or a failing rule, 3 a package for refusals is
missing or its engine fails, 4 a waiver, approval or baseline is malformed, expired or not needed, 5 a type that may
grant access and has no rule.`;

const OPTIONS = {
  config: { type: "string" },
  approvals: { type: "string" },
  baseline: { type: "string" },
  "write-baseline": { type: "string" },
  since: { type: "string" },
  "fail-on": { type: "string" },
  expiry: { type: "string" },
  "report-only": { type: "boolean" },
  sarif: { type: "string" },
  junit: { type: "string" },
  markdown: { type: "string" },
  json: { type: "string" },
  ...REFUSAL_OPTIONS,
} as const;

type Options = Partial<Record<Exclude<keyof typeof OPTIONS, "report-only" | keyof RefusalValues>, string>> &
  RefusalValues & { readonly "report-only"?: boolean };

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
 * @param now - the day against which waivers, approvals and baselines expire.
 * @throws ToolError (usage) for an invalid option, and a file that is missing or neither a configuration nor a plan.
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
  const expiry = choiceOf("expiry", options.expiry, ["enforce", "report"] as const);
  const failOn = choiceOf("fail-on", options["fail-on"], SEVERITIES);
  const { phase, inputs, contents } = readInputs(files, options.config, machine);
  const approvals = options.approvals
    ? parseApprovals(readText(options.approvals, machine), now)
    : { approvals: [], problems: [] };
  const baseline = options.baseline ? parseBaseline(readText(options.baseline, machine), now, expiry) : NO_BASELINE;
  const run: JudgeOptions = {
    phase,
    rules: RULES,
    exempt: EXEMPT_TYPES,
    now,
    expiry,
    failOn,
    approvedDestroys: approvedDestroys(approvals),
  };
  const refusing = (of: readonly StackInput[], printed = print): JudgeOptions =>
    withRefusals(run, evaluateRefusals(of, options, machine, printed));
  const earlier = options.since === undefined ? undefined : judgementAt(options.since, run, refusing, machine);
  const knownFindings = new Set([...baseline.knownFindings, ...(earlier ? failingFindings(earlier) : [])]);
  const stacks = inputs.map(({ input }) => input);
  const judgement = judge(stacks, { ...refusing(inputs.map(refusalInput)), knownFindings });
  print(consoleReport(judgement));
  agingNotice(now).forEach((notice) => print(notice));
  notePlaceholders(contents, print);
  baselineNotices(baseline, judgement, now).forEach((notice) => print(notice));
  if (earlier) sinceNotices(options.since!, earlier, judgement).forEach((notice) => print(notice));
  approvals.problems.forEach((problem) => print(`APPROVAL ${problem}`));
  writeReports(judgement, options, machine.cwd, sourceFiles(inputs, machine.cwd));
  const newBaseline = options["write-baseline"];
  if (newBaseline !== undefined) fs.writeFileSync(path.resolve(machine.cwd, newBaseline), baselineOf(judgement, now));
  const exitCode = exitCodeWith(judgement, [...approvals.problems, ...baseline.problems]);
  return options["report-only"] && isFinding(exitCode) ? EXIT_CODES.succeeded : exitCode;
}

function isFinding(exitCode: ExitCode): boolean {
  return exitCode === EXIT_CODES.failed || exitCode === EXIT_CODES.waivers;
}

function choiceOf<Choice extends string>(
  option: string,
  value: string | undefined,
  choices: readonly Choice[],
): Choice | undefined {
  if (value === undefined || choices.includes(value as Choice)) return value as Choice | undefined;
  throw usageError(`--${option}: got "${value}"; allowed: ${choices.join(", ")}`);
}

function readInputs(files: readonly string[], configuration: string | undefined, machine: Machine) {
  const named = files.map((word) => policyFile(word, machine));
  const sources = named.length > 0 ? named : configurationFiles(synthesisFolder(machine));
  if (sources.length === 0) throw noStacksError(synthesisFolder(machine));
  const inputs = withOwnNames(sources.map((file) => ({ file, ...readPolicyInput(file, configuration, machine) })));
  const phases = new Set<PolicyInput["phase"]>(inputs.map(({ phase }) => phase));
  if (phases.size > 1) {
    throw new MalformedInputError(files.join(", "), "evaluate configurations and plans in separate runs");
  }
  return { phase: inputs[0]!.phase, inputs, contents: inputs.map(({ content }) => content) };
}

type NamedInput = PolicyInput & { readonly file: string };

/** Two files of one folder are two stacks: each gets the name of its file as well. */
function withOwnNames(inputs: readonly NamedInput[]): readonly NamedInput[] {
  return inputs.map((one) => {
    const { stack } = one.input;
    if (inputs.filter(({ input }) => input.stack === stack).length === 1) return one;
    const name = `${stack}/${path.basename(one.file).replace(/\.json$/, "")}`;
    const resources = one.input.resources.map((resource) => ({ ...resource, stack: name }));
    return { ...one, input: { ...one.input, stack: name, resources } };
  });
}

/** Judges the stacks of a Git revision. Findings of a plan depend on the state, which has no revision. */
function judgementAt(
  revision: string,
  { phase }: JudgeOptions,
  refusing: (stacks: readonly StackInput[], print: CommandContext["print"]) => JudgeOptions,
  machine: Machine,
): Judgement {
  if (phase === "plan") throw usageError("--since: compares configurations; name no plan, or use --baseline");
  const stacks = stacksAtRevision(revision, "--since", machine);
  return judge(
    stacks,
    refusing(stacks, () => undefined),
  );
}

/** Adds refusals to a run; without them, waivers of refusals are ignored. */
function withRefusals(run: JudgeOptions, refusals: Refusals | undefined): JudgeOptions {
  return refusals ? { ...run, rules: [...run.rules, ...refusals.rules], isEvaluated: () => true } : run;
}

/** A plan contains values that nobody wrote; the configuration tells which. */
function refusalInput({ input, configured, phase }: PolicyInput): StackInput {
  return phase === "plan" ? withPlannedValues(configured, input) : input;
}

function exitCodeWith(judgement: Judgement, problems: readonly string[]): ExitCode {
  const exitCode = exitCodeOf(judgement);
  return exitCode === EXIT_CODES.succeeded && problems.length > 0 ? EXIT_CODES.waivers : exitCode;
}

/** The file of each stack, relative to the working folder, for findings without a source line. */
function sourceFiles(inputs: readonly NamedInput[], cwd: string): ReadonlyMap<string, string> {
  return new Map(inputs.map(({ file, input }) => [input.stack, path.relative(cwd, path.resolve(cwd, file))]));
}

function writeReports(judgement: Judgement, options: Options, cwd: string, files: ReadonlyMap<string, string>): void {
  const entry = (stack: string): string => (fs.existsSync(path.join(cwd, "main.ts")) ? "main.ts" : files.get(stack)!);
  const reports = {
    sarif: () => sarifReport(judgement, sourcePositions(cwd, entry)),
    junit: () => junitReport(judgement),
    markdown: () => markdownReport(judgement),
    json: () => jsonReport(judgement),
  };
  for (const [kind, report] of Object.entries(reports)) {
    const file = options[kind as keyof typeof reports];
    if (file !== undefined) fs.writeFileSync(path.resolve(cwd, file), report());
  }
}
