import type { CostLine } from "../cost-line";
import type { CostReport } from "../cost-report";
import { costChanges, difference, type EarlierEstimate } from "../comparison";
import { change, dollars, quantity, total } from "./money";
import { textTable } from "../../runner/checks/text-table";
import { AMOUNT_KINDS, amountOf, bandColumns, chargeTotals, environmentsOf, linesIn, totalRows } from "./totals";

/** The report for a terminal: sums by environment, charges of each environment, and everything without an amount. */
export function consoleReport(report: CostReport): string {
  const { lines, notes, before } = report;
  const sections = environmentsOf(lines).map((environment) => section(lines, environment));
  return [summary(report), ...(before ? [changes(before, lines)] : []), ...sections, notes.join("\n")]
    .filter((part) => part !== "")
    .join("\n\n");
}

function summary(report: CostReport): string {
  const columns = [...AMOUNT_KINDS, "total", ...bandColumns(report.band), "usage missing", "not priced"];
  return textTable(["USD a month", ...columns], totalRows(report));
}

function changes(before: EarlierEstimate, lines: readonly CostLine[]): string {
  const found = costChanges(before.lines, lines);
  if (found.length === 0) return `no change against ${before.revision}`;
  const rows = found.map((one) => [
    one.stack,
    one.address,
    one.change,
    dollars(one.before),
    dollars(one.after),
    change(difference(one)),
  ]);
  const table = textTable(["stack", "resource", "change", "before", "after", "difference"], rows);
  return `${change(total(found.map(difference)))} USD a month against ${before.revision}\n${table}`;
}

function section(lines: readonly CostLine[], environment: string): string {
  const own = linesIn(environment, lines);
  const rows = chargeTotals(own).map((charge) => [
    charge.stack,
    charge.type,
    charge.component,
    charge.kind,
    String(charge.resources),
    quantity(charge.quantity),
    `${charge.price.unit} at ${charge.price.usd.toFixed()}${charge.price.assumed ? " *" : ""}`,
    dollars(charge.amount),
  ]);
  const header = ["stack", "type", "charge", "kind", "resources", "quantity", "unit price", "USD"];
  return [`${environment}: ${dollars(amountOf(own))} USD a month`, textTable(header, rows), ...withoutAmount(own)].join(
    "\n",
  );
}

function withoutAmount(lines: readonly CostLine[]): string[] {
  const missing = lines.filter(({ kind }) => kind === "usage missing");
  const unpriced = lines.filter(({ kind }) => kind === "not priced");
  return [
    ...(missing.length > 0
      ? [`${missing.length} charges lack usage; --format lines lists them with their parameters`]
      : []),
    ...unpriced.map(
      ({ stack, address, component, reason }) => `not priced: ${stack}: ${address}: ${component}: ${reason}`,
    ),
  ];
}

/** Every line, one by one. */
export function linesReport(lines: readonly CostLine[]): string {
  const rows = lines.map((line) => [
    line.environment,
    line.stack,
    line.address,
    line.component,
    line.kind,
    line.quantity ? quantity(line.quantity) : "",
    line.price ? `${line.price.unit} at ${line.price.usd.toFixed()}` : "",
    line.amount ? dollars(line.amount) : "",
    line.reason ?? "",
  ]);
  return textTable(
    ["environment", "stack", "address", "charge", "kind", "quantity", "unit price", "USD", "reason"],
    rows,
  );
}
