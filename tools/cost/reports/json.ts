import { costChanges } from "../comparison";
import type { CostReport } from "../cost-report";
import { amountOf, environmentTotals } from "./totals";

/** The estimate as JSON. Amounts and quantities are decimal numbers as text, not rounded. */
export function costJson(report: CostReport): string {
  const { lines, notes, before } = report;
  const environments = environmentTotals(report).map(({ environment, amounts, total, band, missing, notPriced }) => ({
    environment,
    fixed: amounts.fixed.toFixed(),
    derived: amounts.derived.toFixed(),
    usage: amounts.usage.toFixed(),
    total: total.toFixed(),
    low: band[0]?.toFixed(),
    high: band[1]?.toFixed(),
    usageMissing: missing,
    notPriced,
  }));
  const rows = lines.map(({ quantity, amount, price, ...line }) => ({
    ...line,
    quantity: quantity?.toFixed(),
    price: price && { ...price, usd: price.usd.toFixed() },
    amount: amount?.toFixed(),
  }));
  const changes =
    before &&
    costChanges(before.lines, lines).map((one) => ({
      ...one,
      before: one.before.toFixed(),
      after: one.after.toFixed(),
    }));
  const document = {
    currency: "USD",
    period: "month",
    notes,
    total: amountOf(lines).toFixed(),
  };
  return `${JSON.stringify({ ...document, from: before?.revision, changes, environments, lines: rows }, null, 2)}\n`;
}
