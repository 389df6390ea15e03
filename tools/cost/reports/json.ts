import type { CostLine } from "../cost-line";
import { costChanges, type EarlierEstimate } from "../comparison";
import { total } from "./money";
import { environmentTotals } from "./totals";

/** The estimate as JSON. Amounts and quantities are decimal numbers as text, not rounded. */
export function costJson(lines: readonly CostLine[], notes: readonly string[], before?: EarlierEstimate): string {
  const environments = environmentTotals(lines).map(({ environment, amounts, total: sum, missing, notPriced }) => ({
    environment,
    fixed: amounts.fixed.toFixed(),
    derived: amounts.derived.toFixed(),
    usage: amounts.usage.toFixed(),
    total: sum.toFixed(),
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
    total: total(lines.map(({ amount }) => amount)).toFixed(),
  };
  return `${JSON.stringify({ ...document, from: before?.revision, changes, environments, lines: rows }, null, 2)}\n`;
}
