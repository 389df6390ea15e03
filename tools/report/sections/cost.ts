import type Big from "big.js";
import type { CostLine } from "../../cost/cost-line";
import { dollars, total } from "../../cost/reports/money";
import { amountOf } from "../../cost/reports/totals";
import type { Part } from "../../diagram/parts";
import { missing, note, partLink, table } from "../elements";
import { markup, type Html } from "../html";
import type { EnvironmentReport } from "../report-input";

/** Parts with smaller shares are one row. */
const SMALL_SHARE = "0.005";

interface PartCost {
  readonly part: Part;
  readonly amount: Big;
  readonly lines: readonly CostLine[];
}

/** Cost by part with its charges, the highest first; then what has no amount. */
export function costSection({ name, costs, costBand, architecture, hasUsage }: EnvironmentReport): Html {
  const sum = amountOf(costs);
  const parts = costsByPart(costs, architecture.parts);
  const large = parts.filter(({ amount }) => amount.gt(0) && amount.gte(sum.times(SMALL_SHARE)));
  const small = parts.filter((one) => !large.includes(one));
  const rest = total(small.map(({ amount }) => amount));
  return markup`<p>About <b>${dollars(sum)} USD</b> a month at list prices, without taxes${costBand && markup`; ${dollars(amountOf(costBand.low))} with the low and ${dollars(amountOf(costBand.high))} with the high workload`}.</p>
${!hasUsage && missing("Charges that depend on usage are missing.", `usage/${name}.json, then groundplan cost`)}
${table(
  "Cost by part",
  ["part", "USD a month", "share", "charges"],
  [
    ...large.map((one) => costRow(one, sum)),
    ...(small.length > 0 ? [[`${small.length} smaller parts`, dollars(rest), share(rest, sum), ""]] : []),
  ],
)}
${openCharges(costs)}`;
}

function costsByPart(costs: readonly CostLine[], parts: readonly Part[]): readonly PartCost[] {
  const owners = new Map(
    parts.flatMap((part) => part.resources.map(({ stack, address }) => [`${stack} ${address}`, part] as const)),
  );
  const groups = new Map<Part, CostLine[]>();
  for (const line of costs.filter(({ amount }) => amount !== undefined)) {
    const owner = owners.get(`${line.stack} ${line.address}`)!;
    groups.set(owner, [...(groups.get(owner) ?? []), line]);
  }
  return [...groups]
    .map(([part, lines]) => ({ part, lines, amount: amountOf(lines) }))
    .sort((one, other) => other.amount.cmp(one.amount));
}

function costRow({ part, amount, lines }: PartCost, sum: Big): (Html | string)[] {
  return [
    markup`${partLink(part)}<br><small>${part.caption}</small>`,
    markup`<b>${dollars(amount)}</b>`,
    markup`<svg class="share" viewBox="0 0 100 10" aria-hidden="true"><rect width="${Number(amount.div(sum).times(100).round(0))}" height="10"/></svg> ${share(amount, sum)}`,
    chargesOf(lines),
  ];
}

function chargesOf(lines: readonly CostLine[]): string {
  const charges = new Map<string, CostLine[]>();
  for (const line of lines) charges.set(line.component, [...(charges.get(line.component) ?? []), line]);
  return [...charges]
    .map(([component, own]) => ({ component, amount: amountOf(own) }))
    .sort((one, other) => other.amount.cmp(one.amount))
    .slice(0, 4)
    .map(({ component, amount }) => `${component} ${dollars(amount)}`)
    .join(" · ");
}

function share(amount: Big, sum: Big): string {
  return sum.eq(0) ? "0 %" : `${amount.div(sum).times(100).round(1).toFixed()} %`;
}

function openCharges(costs: readonly CostLine[]): Html | false {
  const open = costs.filter(({ kind }) => kind === "not priced" || kind === "usage missing");
  if (open.length === 0) return note("Every charge has an amount or is free for a stated reason.");
  const kinds = new Map(open.map((line) => [`${line.kind}: ${line.type} ${line.component}`, line.reason!]));
  return markup`<details><summary>${open.length} charges without an amount</summary><ul>${[...kinds].map(([kind, reason]) => markup`<li>${kind} (${reason})</li>`)}</ul></details>`;
}
