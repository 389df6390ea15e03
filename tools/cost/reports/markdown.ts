import { costChanges, difference, type CostChange } from "../comparison";
import type { CostLine } from "../cost-line";
import type { CostReport } from "../cost-report";
import { change, dollars, total } from "./money";
import { markdownTable } from "../../runner/checks/text-table";
import { AMOUNT_KINDS, bandColumns, chargeTotals, environmentsOf, linesIn, totalRows } from "./totals";

/** The report for a pull request: the change first, then each environment, folded. */
export function markdownReport(report: CostReport): string {
  const { lines, notes, before } = report;
  return [
    "## Cost a month",
    ...(before ? [changeSection(before.revision, costChanges(before.lines, lines))] : []),
    summary(report),
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

function summary(report: CostReport): string {
  const columns = [...AMOUNT_KINDS, "total USD", ...bandColumns(report.band), "usage missing", "not priced"];
  return markdownTable(["environment", ...columns], totalRows(report));
}

function details(lines: readonly CostLine[], environment: string): string {
  const charges = chargeTotals(linesIn(environment, lines));
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
