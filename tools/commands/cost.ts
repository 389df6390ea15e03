import fs from "node:fs";
import path from "node:path";
import type { StackInput } from "../../policies";
import type { EarlierEstimate } from "../cost/comparison";
import type { CostLine } from "../cost/cost-line";
import { environmentOf, estimate } from "../cost/estimate";
import { freeCredits } from "../cost/prices/free-allowances";
import { PriceList } from "../cost/prices/price-list";
import { consoleReport, linesReport } from "../cost/reports/console";
import { costJson } from "../cost/reports/json";
import { readDocumentTable } from "../cost/reports/document-comparison";
import { markdownReport } from "../cost/reports/markdown";
import { costPage, type PageInput } from "../cost/reports/page";
import { readUsageFile, type UsageFile } from "../cost/usage/usage-file";
import { configurationFiles, policyFile, readPolicyInput } from "../runner/checks/policy-input";
import { stacksAtRevision } from "../runner/checks/stacks-at-revision";
import { parseOptions } from "../runner/command/arguments";
import { defineCommand, type CommandRequest } from "../runner/command/command";
import { EXIT_CODES, usageError } from "../runner/command/exit-codes";
import type { Machine } from "../runner/command/machine";
import { noStacksError, synthesisFolder } from "../runner/terraform/synthesized-stacks";

const HELP = `Estimates what each environment costs in a month of 730 hours, in USD at list prices, without taxes.

Usage: groundplan cost [stack|file...] [options]

  stack|file             synthesized stack, cdk.tf.json or plan of terraform show -json
                         (default: every synthesized stack)
  --usage <folder>       usage files, one for each environment: <environment>.json; "none" for the fixed part
                         (default: usage, if it exists)
  --free-tier always     take off what AWS never charges, once per account
  --from <revision>      show the difference from a Git revision, which is synthesized with the same usage
  --strict               fail if a charge has no price or lacks usage
  --page                 write the estimate of all stacks into docs/cost.md, beside the table of docs/cost.json
  --format <format>      text, lines, markdown or json (default: text)
  --help                 print this text

Every resource has charges that are fixed by the configuration, derived from a schedule or a rule of AWS, or dependent
on usage; or it is free for a stated reason; or it is listed as not priced.
Exit codes: 0 printed, 1 --strict found charges without an amount, 2 wrong usage or unreadable input.`;

const FORMATS = ["text", "lines", "markdown", "json"] as const;

type Format = (typeof FORMATS)[number];

interface CostRequest extends CommandRequest {
  readonly words: readonly string[];
  readonly usage?: string;
  readonly freeTier: boolean;
  readonly from?: string;
  readonly strict: boolean;
  readonly format: Format;
  readonly page: boolean;
}

const OPTIONS = {
  usage: { type: "string" },
  "free-tier": { type: "string" },
  from: { type: "string" },
  strict: { type: "boolean" },
  format: { type: "string" },
  page: { type: "boolean" },
} as const;

const DEFAULT_USAGE = "usage";

export const cost = defineCommand<CostRequest>({
  help: HELP,
  parse(argv) {
    const { values, positionals: words } = parseOptions(argv, OPTIONS);
    const { usage, from, strict = false, format = "text", page = false, "free-tier": freeTier } = values;
    if (freeTier !== undefined && freeTier !== "always") throw usageError(`--free-tier ${freeTier}; allowed: always`);
    if (!isFormat(format)) throw usageError(`--format ${format}; allowed: ${FORMATS.join(", ")}`);
    refuseNames(words, { "--from": from !== undefined, "--page": page });
    return { words, usage, freeTier: freeTier !== undefined, from, strict, format, page };
  },
  async run({ words, usage, freeTier, from, strict, format, page }, { machine, print, printError }) {
    const prices = new PriceList();
    const stacks = readStacks(words, machine);
    const estimated = (input: readonly StackInput[]): readonly CostLine[] => {
      const lines = estimate({ stacks: input, prices, usage: readUsage(usage, input, machine) });
      return freeTier ? [...lines, ...freeCredits(lines)] : lines;
    };
    const lines = estimated(stacks);
    const before =
      from === undefined ? undefined : { revision: from, lines: estimated(stacksAtRevision(from, "--from", machine)) };
    const notes = notesOf(lines, prices);
    if (page) writePage({ lines, usage: readUsage(usage, stacks, machine), notes }, machine);
    else print(report(format, lines, notes, before));
    const open = lines.filter(({ kind }) => kind === "not priced" || kind === "usage missing");
    if (!strict || open.length === 0) return EXIT_CODES.succeeded;
    printError(`--strict: ${open.length} charges have no amount`);
    return EXIT_CODES.failed;
  },
});

/** @throws ToolError (usage) for names of stacks beside an option that estimates all of them. */
function refuseNames(words: readonly string[], options: Readonly<Record<string, boolean>>): void {
  const [option] = Object.keys(options).filter((name) => options[name] === true);
  if (option !== undefined && words.length > 0) throw usageError(`${option} estimates all stacks; omit the names`);
}

function isFormat(format: string): format is Format {
  return (FORMATS as readonly string[]).includes(format);
}

function report(
  format: Format,
  lines: readonly CostLine[],
  notes: readonly string[],
  before?: EarlierEstimate,
): string {
  switch (format) {
    case "json":
      return costJson(lines, notes, before).trimEnd();
    case "markdown":
      return markdownReport(lines, notes, before);
    case "lines":
      return linesReport(lines);
    case "text":
      return consoleReport(lines, notes, before);
  }
}

const PAGE = "docs/cost.md";
const DOCUMENT = "docs/cost.json";

/** Lines of the page between which the estimate stands. */
const MARKS = ["<!-- estimate -->", "<!-- end of the estimate -->"] as const;

function writePage(input: Omit<PageInput, "document">, { cwd }: Machine): void {
  const [file, table] = [PAGE, DOCUMENT].map((name) => path.join(cwd, name)) as [string, string];
  const document = fs.existsSync(table)
    ? readDocumentTable(DOCUMENT, JSON.parse(fs.readFileSync(table, "utf8")))
    : undefined;
  const text = fs.existsSync(file) ? fs.readFileSync(file, "utf8") : "";
  const [start, end] = MARKS.map((mark) => text.indexOf(mark)) as [number, number];
  if (start < 0 || end < start) throw usageError(`${PAGE}: needs the lines ${MARKS.join(" and ")}`);
  const page = costPage({ ...input, document });
  fs.writeFileSync(file, `${text.slice(0, start + MARKS[0].length)}\n\n${page}\n\n${text.slice(end)}`);
}

function readStacks(words: readonly string[], machine: Machine): readonly StackInput[] {
  const outdir = synthesisFolder(machine);
  const files = words.length > 0 ? words.map((word) => policyFile(word, machine)) : configurationFiles(outdir);
  if (files.length === 0) throw noStacksError(outdir);
  return files.map((file) => readPolicyInput(file, undefined, machine).input);
}

/** The usage files of the environments of the stacks. */
function readUsage(
  folder: string | undefined,
  stacks: readonly StackInput[],
  { cwd }: Machine,
): ReadonlyMap<string, UsageFile> {
  if (folder === "none") return new Map();
  const base = path.resolve(cwd, folder ?? DEFAULT_USAGE);
  if (!fs.existsSync(base)) {
    if (folder !== undefined) throw usageError(`--usage ${folder}: no such folder`);
    return new Map();
  }
  const environments = [...new Set(stacks.map(environmentOf))];
  const files = environments.map((name) => [name, path.join(base, `${name}.json`)] as const);
  return new Map(
    files
      .filter(([, file]) => fs.existsSync(file))
      .map(([name, file]) => [name, readUsageFile(path.relative(cwd, file), fs.readFileSync(file, "utf8"))]),
  );
}

/** Age in days from which prices are called old. */
const OLD_PRICES_DAYS = 90;
const DAY_MILLISECONDS = 86_400_000;

function notesOf(lines: readonly CostLine[], prices: PriceList): string[] {
  const { oldest, newest } = prices.dates();
  const assumed = [...new Set(lines.filter(({ price }) => price?.assumed).map(({ region }) => region))];
  const age = Math.floor((Date.now() - Date.parse(newest)) / DAY_MILLISECONDS);
  return [
    `Prices: sources from ${oldest} to ${newest}; on demand, without taxes, support and discounts.`,
    ...(age > OLD_PRICES_DAYS ? [`The newest price is ${age} days old.`] : []),
    ...(assumed.length > 0 ? [`* in ${assumed.join(", ")}: assumed equal to us-east-1.`] : []),
  ];
}
