import { costChanges, difference, type CostChange, type EarlierEstimate } from "../comparison";
import type { CostLine } from "../cost-line";
import { change, dollars, total } from "./money";
import { markdownTable } from "../../runner/checks/text-table";
import { AMOUNT_KINDS, chargeTotals, environmentsOf, totalRows } from "./totals";

/** The report for a pull request: the change first, then each environment, folded. */
export function markdownReport(lines: readonly CostLine[], notes: readonly string[], before?: EarlierEstimate): string {
  return [
    "## Cost a month",
    ...(before ? [changeSection(before.revision, costChanges(before.lines, lines))] : []),
    summary(lines),
    ...environmentsOf(lines).map((environment) => details(lines, environment)),
    ...notPriced(lines),
    notes.map((note) => `- ${note}`).join("\n"),
  ].join("\n\n");
}

function changeSection(revision: string, changes: readonly CostChange[]): string {
  if (changes.length === 0) return `No change against \`${revision}\`.`;
  const sum = total(changes.map(difference));
  const rows = changes.map((one) => [
    one.environment,
    `\`${one.address}\``,
    one.change,
    dollars(one.before),
    dollars(one.after),
    change(difference(one)),
  ]);
  const header = ["environment", "resource", "change", "before", "after", "difference"];
  return [`**${change(sum)} USD** against \`${revision}\``, markdownTable(header, rows)].join("\n\n");
}

function summary(lines: readonly CostLine[]): string {
  return markdownTable(["environment", ...AMOUNT_KINDS, "total USD", "usage missing", "not priced"], totalRows(lines));
}

function details(lines: readonly CostLine[], environment: string): string {
  const charges = chargeTotals(lines.filter((line) => line.environment === environment));
  const rows = charges.map(({ stack, type, component, kind, resources, amount }) => [
    stack,
    `\`${type}\``,
    component,
    kind,
    String(resources),
    dollars(amount),
  ]);
  const table = markdownTable(["stack", "type", "charge", "kind", "resources", "USD"], rows);
  return `<details><summary>${environment}</summary>\n\n${table}\n\n</details>`;
}

function notPriced(lines: readonly CostLine[]): string[] {
  const unpriced = lines.filter(({ kind }) => kind === "not priced");
  if (unpriced.length === 0) return [];
  const rows = unpriced.map(({ stack, address, component, reason }) => [stack, `\`${address}\``, component, reason!]);
  return [`### Not priced\n\n${markdownTable(["stack", "resource", "charge", "reason"], rows)}`];
}
