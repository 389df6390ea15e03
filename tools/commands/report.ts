import fs from "node:fs";
import path from "node:path";
import {
  EXEMPT_TYPES,
  RULES,
  environmentOf,
  judge,
  sourcePositions,
  type JudgeOptions,
  type Judgement,
  type Resource,
  type StackInput,
} from "../../policies";
import type { CostLine } from "../cost/cost-line";
import type { Band } from "../cost/cost-report";
import { estimate } from "../cost/estimate";
import { PriceList } from "../cost/prices/price-list";
import { linesIn } from "../cost/reports/totals";
import type { Level, UsageFile } from "../cost/usage/usage-file";
import { architectureOf } from "../diagram/architecture";
import { layoutOf } from "../diagram/layout";
import type { Part } from "../diagram/parts";
import { drawPicture } from "../diagram/picture";
import { reportPage } from "../report/page";
import { partAnchor, type EnvironmentReport } from "../report/report-input";
import { readPolicyInput, synthesizedInputs } from "../runner/checks/policy-input";
import { parseOptions, refuseArguments } from "../runner/command/arguments";
import { defineCommand, type CommandRequest } from "../runner/command/command";
import { EXIT_CODES, usageError } from "../runner/command/exit-codes";
import type { Machine } from "../runner/command/machine";

const HELP = `Writes one HTML page about an app: architecture, planned changes, findings, cost, alarms, recovery, waivers.

Usage: groundplan report [options]

  --out FILE        file to write (default: report.html)
  --plans FOLDER    plans of terraform show -json, each <stack>/plan.json (default: plans, if it exists)
  --usage FOLDER    usage files for the cost, one for each environment (default: usage, if it exists)
  --help            print this text

Reads all synthesized stacks in cdktf.out, or in the folder that CDKTF_OUTDIR names. The page needs no server and loads
nothing. Without plans it says which are missing and the command that makes them.
Exit codes: 0 written, 2 wrong usage or unreadable input.`;

const OPTIONS = {
  out: { type: "string", default: "report.html" },
  plans: { type: "string" },
  usage: { type: "string" },
} as const;

interface ReportRequest extends CommandRequest {
  readonly out: string;
  readonly plans?: string;
  readonly usage?: string;
}

export const report = defineCommand<ReportRequest>({
  help: HELP,
  parse(argv) {
    const { values, positionals } = parseOptions(argv, OPTIONS);
    refuseArguments(positionals);
    return values;
  },
  async run({ out, plans, usage: usageFolder }, { machine, print }) {
    const stacks = synthesizedInputs(machine);
    const names = inOrder([...new Set(stacks.map(environmentOf))]);
    const { hasBand, readUsageFolder } = await import("../cost/usage/usage-folder.js");
    const usage = readUsageFolder(usageFolder, names, machine.cwd);
    const sources = { stacks, usage, ...(await judged(stacks, readPlans(plans, machine), machine)) };
    const costsAt = (level: Level) => estimate({ stacks, prices: new PriceList(), usage, level });
    const costBand = hasBand(usage) ? { low: costsAt("low"), high: costsAt("high") } : undefined;
    const all = { ...sources, costs: costsAt("typical"), costBand };
    const environments = await Promise.all(names.map((name) => environmentReport(name, all)));
    const now = new Date();
    const { promisesOfApp } = await import("../attest/promises-of-app.js");
    const promises = promisesOfApp(machine.cwd, stacks, now);
    const page = reportPage({ app: appName(machine), now, environments, promises });
    fs.writeFileSync(path.resolve(machine.cwd, out), page);
    print(`${out}: ${names.join(", ")}; ${Math.ceil(Buffer.byteLength(page) / 1000)} KB`);
    return EXIT_CODES.succeeded;
  },
});

interface Sources {
  readonly stacks: readonly StackInput[];
  readonly usage: ReadonlyMap<string, UsageFile>;
  readonly costs: readonly CostLine[];
  readonly costBand?: Band;
  readonly plans: readonly StackInput[];
  readonly judgement: Judgement;
  readonly changeJudgement: Judgement;
  readonly sourceOf: (resource: Resource) => string;
}

async function environmentReport(name: string, sources: Sources): Promise<EnvironmentReport> {
  const stacks = sources.stacks.filter((stack) => environmentOf(stack) === name);
  const architecture = architectureOf(stacks);
  const linkOf = (part: string): string => `#${partAnchor(part)}`;
  const layout = await layoutOf(architecture);
  return {
    ...sources,
    name,
    stacks,
    architecture: { ...architecture, parts: architecture.parts.map((part) => withSuffix(part, name)) },
    picture: drawPicture(layout, { title: `Architecture of ${name}`, linkOf }),
    isVast: layout.width > VAST_PIXELS,
    costs: linesIn(name, sources.costs),
    costBand: sources.costBand && {
      low: linesIn(name, sources.costBand.low),
      high: linesIn(name, sources.costBand.high),
    },
    hasUsage: sources.usage.has(name),
    plans: sources.plans.filter(({ stack }) => stacks.some((one) => one.stack === stack)),
  };
}

/** Width from which a picture is not legible in a window. */
const VAST_PIXELS = 2_600;

/** Two regions have parts of the same title: "Cache" of the stack `prod-standby` is "Cache, standby". */
function withSuffix(part: Part, environment: string): Part {
  const { stack, title } = part;
  const suffix = stack.startsWith(`${environment}-`) ? `, ${stack.slice(environment.length + 1)}` : "";
  return { ...part, title: `${title}${suffix}` };
}

/** Production first, then the environments before it, then all others. */
function inOrder(names: readonly string[]): readonly string[] {
  const first = ["prod", "staging", "dev"];
  const rank = (name: string): number => (first.includes(name) ? first.indexOf(name) : first.length);
  return [...names].sort((one, other) => rank(one) - rank(other));
}

const DEFAULT_PLANS = "plans";

/** @throws ToolError (usage) for a folder that is named and does not exist. */
function readPlans(folder: string | undefined, machine: Machine): readonly StackInput[] {
  const base = path.resolve(machine.cwd, folder ?? DEFAULT_PLANS);
  if (!fs.existsSync(base)) {
    if (folder !== undefined) throw usageError(`--plans ${folder}: no such folder`);
    return [];
  }
  const files = fs.readdirSync(base).map((stack) => path.join(base, stack, "plan.json"));
  return files.filter((file) => fs.existsSync(file)).map((file) => readPolicyInput(file, undefined, machine).input);
}

/** Folder of the stacks, in whose files constructs are looked for; all files of an app without it. */
const SOURCES = "stacks";

function judged(stacks: readonly StackInput[], plans: readonly StackInput[], { cwd }: Machine) {
  const options: Omit<JudgeOptions, "phase" | "rules"> = { exempt: EXEMPT_TYPES, now: new Date(), expiry: "report" };
  const sources = fs.existsSync(path.join(cwd, SOURCES)) ? SOURCES : "";
  const positionOf = sourcePositions(path.join(cwd, sources), (stack) => stack);
  const judgement = judge(stacks, { ...options, phase: "synth", rules: RULES });
  const changeRules = RULES.filter(({ id }) => id.startsWith("CHG-"));
  return {
    plans,
    judgement,
    changeJudgement: judge(plans, { ...options, phase: "plan", rules: changeRules }),
    sourceOf: (resource: Resource): string => {
      const { file, line } = positionOf({ resource });
      return `${path.posix.join(sources, file)}:${line}`;
    },
  };
}

/** Name in package.json, or of the folder. */
function appName({ cwd }: Machine): string {
  const file = path.join(cwd, "package.json");
  const { name } = fs.existsSync(file) ? (JSON.parse(fs.readFileSync(file, "utf8")) as { name?: string }) : {};
  return name ?? path.basename(cwd);
}
