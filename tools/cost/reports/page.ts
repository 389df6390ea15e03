import Big from "big.js";
import type { CostLine } from "../cost-line";
import type { CostReport } from "../cost-report";
import { LEVELS, quantityAt, type UsageFile } from "../usage/usage-file";
import { compareWithDocument } from "./document-comparison";
import type { DocumentTable } from "./document-table";
import { change, dollars, quantity, total } from "./money";
import { markdownTable } from "../../runner/checks/text-table";
import {
  AMOUNT_KINDS,
  amountOf,
  bandColumns,
  chargeTotals,
  environmentTotals,
  environmentsOf,
  linesIn,
  type ChargeTotal,
} from "./totals";

export interface PageInput extends Omit<CostReport, "before"> {
  readonly usage: ReadonlyMap<string, UsageFile>;
  readonly document?: DocumentTable;
}

/** Charges below this share of an environment are one row. */
const SMALL_SHARE = new Big("0.005");

/** The generated part of a cost page: each environment line by line, with the usage that it assumes. */
export function costPage(input: PageInput): string {
  const { lines, usage, notes, document } = input;
  return [
    summary(input),
    ...environmentsOf(lines).map((environment) => environmentPart(environment, lines, usage.get(environment))),
    ...(document ? [comparison(document, lines)] : []),
    notPriced(lines),
    notes.map((note) => `- ${note}`).join("\n"),
  ].join("\n\n");
}

function summary(input: PageInput): string {
  const rows = environmentTotals(input).map(({ environment, amounts, total: sum, band }) => [
    environment,
    ...AMOUNT_KINDS.map((kind) => dollars(amounts[kind])),
    dollars(sum),
    ...band.map(dollars),
  ]);
  return markdownTable(["environment", ...AMOUNT_KINDS, "USD a month", ...bandColumns(input.band)], rows);
}

function environmentPart(environment: string, lines: readonly CostLine[], usage: UsageFile | undefined): string {
  const own = linesIn(environment, lines);
  return [
    `## ${environment}`,
    chargesTable(chargeTotals(own), amountOf(own)),
    ...(usage
      ? [usageTable(usage)]
      : ["This environment has no usage file: charges that depend on usage are missing."]),
  ].join("\n\n");
}

function chargesTable(charges: readonly ChargeTotal[], sum: Big): string {
  const isSmall = ({ amount }: ChargeTotal): boolean => amount.lt(sum.times(SMALL_SHARE));
  const small = charges.filter(isSmall);
  const rows = charges
    .filter((charge) => !isSmall(charge))
    .map(({ stack, type, component, kind, quantity: count, price, amount, reason = "" }) => [
      stack,
      `\`${type}\`: ${component}`,
      kind,
      `${quantity(count)} × ${price.usd.toFixed()} per ${price.unit}`,
      dollars(amount),
      reason,
    ]);
  const rest = dollars(total(small.map(({ amount }) => amount)));
  const others = ["", `smaller charges: ${small.length}`, "", "", rest, ""];
  const all = [...rows, ...(small.length > 0 ? [others] : []), ["", "**total**", "", "", dollars(sum), ""]];
  return markdownTable(["stack", "charge", "kind", "quantity and price", "USD", "reason"], all);
}

function usageTable({ workload }: UsageFile): string {
  const rows = Object.entries(workload).map(([name, one]) => [
    name,
    ...LEVELS.map((level) => quantity(quantityAt(one, level))),
    one.note,
  ]);
  return `Assumed usage of a month:\n\n${markdownTable(["workload", ...LEVELS, "reason"], rows)}`;
}

function comparison(document: DocumentTable, lines: readonly CostLine[]): string {
  const { lines: compared, others } = compareWithDocument(document, lines);
  const sums = [total(compared.map((one) => one.document)), total(compared.map(({ estimate }) => estimate))] as const;
  const rows = compared.map(({ line, document: written, estimate, open, why }) => [
    line,
    dollars(written),
    open > 0 ? `${dollars(estimate)}, and ${open} without a price` : dollars(estimate),
    change(estimate.minus(written)),
    why,
  ]);
  const sumRow = ["**total of the table**", dollars(sums[0]), dollars(sums[1]), change(sums[1].minus(sums[0])), ""];
  const outside = ["not in the table", "", dollars(others), "", "all other charges of the environment"];
  return [
    `## Beside ${document.name}`,
    markdownTable(["line", "document", "estimate", "difference", "reason"], [...rows, sumRow, outside]),
  ].join("\n\n");
}

function notPriced(lines: readonly CostLine[]): string {
  const unpriced = lines.filter(({ kind }) => kind === "not priced");
  const kinds = new Map(
    unpriced.map(({ type, component, reason }) => [
      `${type} ${component} ${reason!}`,
      { type, component, reason: reason! },
    ]),
  );
  if (kinds.size === 0) return "## Not priced\n\nEvery charge has a price.";
  const rows = [...kinds.values()].map(({ type, component, reason }) => [`\`${type}\``, component, reason]);
  return `## Not priced\n\n${markdownTable(["type", "charge", "reason"], rows)}`;
}
