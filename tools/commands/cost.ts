import fs from "node:fs";
import path from "node:path";
import { environmentOf, type StackInput } from "../../policies";
import type { EarlierEstimate } from "../cost/comparison";
import type { CostLine } from "../cost/cost-line";
import type { Band, CostReport } from "../cost/cost-report";
import { estimate } from "../cost/estimate";
import { freeCredits } from "../cost/prices/free-allowances";
import { PriceList, type PriceRow } from "../cost/prices/price-list";
import { consoleReport, linesReport } from "../cost/reports/console";
import { costJson } from "../cost/reports/json";
import { markdownReport } from "../cost/reports/markdown";
import type { PageInput } from "../cost/reports/page";
import { agingPrices, priceNotes } from "../cost/prices/price-notes";
import type { Level, UsageFile } from "../cost/usage/usage-file";
import { configurationFiles, policyFile, readPolicyInput } from "../runner/checks/policy-input";
import { stacksAtRevision } from "../runner/checks/stacks-at-revision";
import { choiceOf, parseOptions } from "../runner/command/arguments";
import { defineCommand, type CommandContext, type CommandRequest } from "../runner/command/command";
import { EXIT_CODES, usageError, type ExitCode } from "../runner/command/exit-codes";
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
  --refresh              update the prices of this repository from AWS's bulk price list
  --accept-jumps         accept prices that changed by more than 20 %
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
  readonly refresh: boolean;
  readonly acceptJumps: boolean;
}

const OPTIONS = {
  usage: { type: "string" },
  "free-tier": { type: "string" },
  from: { type: "string" },
  strict: { type: "boolean" },
  format: { type: "string" },
  page: { type: "boolean" },
  refresh: { type: "boolean" },
  "accept-jumps": { type: "boolean" },
} as const;

export const cost = defineCommand<CostRequest>({
  help: HELP,
  parse(argv) {
    const { values, positionals: words } = parseOptions(argv, OPTIONS);
    const { usage, from, strict = false, page = false, "free-tier": freeTier } = values;
    if (freeTier !== undefined && freeTier !== "always") throw usageError(`--free-tier ${freeTier}; allowed: always`);
    const format = choiceOf("format", values.format ?? "text", FORMATS);
    const { refresh = false, "accept-jumps": acceptJumps = false } = values;
    if (from !== undefined) refuseFrom(page, format);
    refuseNames(words, { "--from": from !== undefined, "--page": page, "--refresh": refresh });
    return { words, usage, freeTier: freeTier !== undefined, from, strict, format, page, refresh, acceptJumps };
  },
  async run(request, { machine, print, printError }) {
    if (request.refresh) return updatePrices(request, { machine, print });
    const { words, from, strict, format, page } = request;
    const prices = new PriceList();
    const { stacks, chosen } = readStacks(words, machine);
    const { usage, ...estimated } = await estimateOf(stacks, request, prices, machine);
    const isShown = ({ stack }: CostLine): boolean => chosen === undefined || chosen.includes(stack) || stack === "";
    const lines = estimated.lines.filter(isShown);
    const band = estimated.band && {
      low: estimated.band.low.filter(isShown),
      high: estimated.band.high.filter(isShown),
    };
    const input = { lines, band, notes: priceNotes(lines, prices) };
    if (page) await writePage({ ...input, usage }, machine);
    else if (from === undefined) print(report(format, input));
    else print(report(format, { ...input, before: await earlier(from, request, prices, machine) }));
    const aging = agingPrices(prices, new Date());
    if (aging !== undefined) printError(aging);
    const open = lines.filter(({ kind }) => kind === "not priced" || kind === "usage missing");
    if (!strict || open.length === 0) return EXIT_CODES.succeeded;
    printError(`--strict: ${open.length} charges have no amount`);
    return EXIT_CODES.failed;
  },
});

/** @throws ToolError (usage) for output that has no place for a difference. */
function refuseFrom(page: boolean, format: Format): void {
  if (page) throw usageError("--from: the page has no difference; omit --page");
  if (format === "lines") throw usageError("--from: --format lines has no difference; allowed: text, markdown, json");
}

/** @throws ToolError (usage) for names of stacks beside an option that estimates all of them. */
function refuseNames(words: readonly string[], options: Readonly<Record<string, boolean>>): void {
  const [option] = Object.keys(options).filter((name) => options[name] === true);
  if (option !== undefined && words.length > 0) throw usageError(`${option} estimates all stacks; omit the names`);
}

function report(format: Format, input: CostReport): string {
  switch (format) {
    case "json":
      return costJson(input).trimEnd();
    case "markdown":
      return markdownReport(input);
    case "lines":
      return linesReport(input.lines);
    case "text":
      return consoleReport(input);
  }
}

const PRICES = "tools/cost/prices/prices.json";
const PRICE_LIST = "https://pricing.us-east-1.amazonaws.com";

async function updatePrices(
  { acceptJumps }: CostRequest,
  { machine, print }: Pick<CommandContext, "machine" | "print">,
): Promise<ExitCode> {
  const file = path.join(machine.cwd, PRICES);
  if (!fs.existsSync(file)) throw usageError(`--refresh updates ${PRICES} of the Groundplan repository`);
  const { refreshPrices } = await import("../cost/refresh/refresh.js");
  const rows = JSON.parse(fs.readFileSync(file, "utf8")) as PriceRow[];
  const origin = machine.env["GROUNDPLAN_PRICE_LIST"] ?? PRICE_LIST;
  const { rows: updated, changes, read } = await refreshPrices({ rows, origin, acceptJumps });
  fs.writeFileSync(file, `${JSON.stringify(updated, null, 2)}\n`);
  for (const { key, region, before, after } of changes) print(`${key} in ${region}: ${before} became ${after}`);
  print(`${read} of ${rows.length} prices read, ${changes.length} changed`);
  return EXIT_CODES.succeeded;
}

interface Estimate {
  readonly lines: readonly CostLine[];
  readonly band?: Band;
  readonly usage: ReadonlyMap<string, UsageFile>;
}

async function estimateOf(
  stacks: readonly StackInput[],
  { usage: folder, freeTier }: CostRequest,
  prices: PriceList,
  { cwd }: Machine,
): Promise<Estimate> {
  const { hasBand, readUsageFolder } = await import("../cost/usage/usage-folder.js");
  const usage = readUsageFolder(folder, [...new Set(stacks.map(environmentOf))], cwd);
  const linesAt = (level: Level): readonly CostLine[] => {
    const lines = estimate({ stacks, prices, usage, level });
    return freeTier ? [...lines, ...freeCredits(lines)] : lines;
  };
  const band = hasBand(usage) ? { low: linesAt("low"), high: linesAt("high") } : undefined;
  return { lines: linesAt("typical"), band, usage };
}

async function earlier(
  revision: string,
  request: CostRequest,
  prices: PriceList,
  machine: Machine,
): Promise<EarlierEstimate> {
  const stacks = stacksAtRevision(revision, "--from", machine);
  return { revision, lines: (await estimateOf(stacks, request, prices, machine)).lines };
}

async function writePage(input: Omit<PageInput, "document">, { cwd }: Machine): Promise<void> {
  const { updatedPage } = await import("../cost/reports/page-file.js");
  const { file, text } = updatedPage(input, cwd);
  fs.writeFileSync(file, text);
}

interface Stacks {
  /** All stacks: usage files state quantities for all stacks of an environment. */
  readonly stacks: readonly StackInput[];
  /** Names of the stacks to show; all without a value. */
  readonly chosen?: readonly string[];
}

/** The synthesized stacks, with the named files in place of those of the same name. */
function readStacks(words: readonly string[], machine: Machine): Stacks {
  const outdir = synthesisFolder(machine);
  const read = (file: string): StackInput => readPolicyInput(file, undefined, machine).input;
  const named = words.map((word) => read(policyFile(word, machine)));
  const chosen = named.map(({ stack }) => stack);
  const others = configurationFiles(outdir)
    .map(read)
    .filter(({ stack }) => !chosen.includes(stack));
  const stacks = [...named, ...others];
  if (stacks.length === 0) throw noStacksError(outdir);
  return { stacks, chosen: words.length > 0 ? chosen : undefined };
}
