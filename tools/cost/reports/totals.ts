import type Big from "big.js";
import type { CostLine, LineKind, LinePrice } from "../cost-line";
import type { Band, CostReport } from "../cost-report";
import { dollars, total } from "./money";

/** Kinds with an amount, in the order of columns. */
export const AMOUNT_KINDS = ["fixed", "derived", "usage"] as const satisfies readonly LineKind[];

/** Sums of an environment. */
export interface EnvironmentTotal {
  readonly environment: string;
  readonly amounts: Readonly<Record<(typeof AMOUNT_KINDS)[number], Big>>;
  readonly total: Big;
  /** Totals of the low and of the high workload, in this order; empty without a band. */
  readonly band: readonly Big[];
  /** Lines without an amount. */
  readonly missing: number;
  readonly notPriced: number;
}

export function environmentsOf(lines: readonly CostLine[]): readonly string[] {
  return [...new Set(lines.map(({ environment }) => environment))];
}

export function linesIn(environment: string, lines: readonly CostLine[]): readonly CostLine[] {
  return lines.filter((line) => line.environment === environment);
}

/** The sum of all amounts, not rounded. */
export function amountOf(lines: readonly CostLine[]): Big {
  return total(lines.map(({ amount }) => amount));
}

export function environmentTotals({ lines, band }: Omit<CostReport, "notes">): readonly EnvironmentTotal[] {
  return environmentsOf(lines).map((environment) => {
    const own = linesIn(environment, lines);
    const sum = (kind: LineKind): Big => total(own.filter((line) => line.kind === kind).map(({ amount }) => amount));
    return {
      environment,
      amounts: { fixed: sum("fixed"), derived: sum("derived"), usage: sum("usage") },
      total: amountOf(own),
      band: band ? [band.low, band.high].map((one) => amountOf(linesIn(environment, one))) : [],
      missing: own.filter(({ kind }) => kind === "usage missing").length,
      notPriced: own.filter(({ kind }) => kind === "not priced").length,
    };
  });
}

/** Names of the columns that follow a total. */
export function bandColumns(band: Band | undefined): readonly string[] {
  return band ? ["low", "high"] : [];
}

/** Cells of each environment: its name, the amount of each kind, the totals, and the numbers of open charges. */
export function totalRows(report: Omit<CostReport, "notes">): string[][] {
  return environmentTotals(report).map(({ environment, amounts, total: sum, band, missing, notPriced }) => [
    environment,
    ...AMOUNT_KINDS.map((kind) => dollars(amounts[kind])),
    dollars(sum),
    ...band.map(dollars),
    String(missing),
    String(notPriced),
  ]);
}

/** Lines of one price and kind in a stack. */
export interface ChargeTotal {
  readonly stack: string;
  readonly type: string;
  readonly component: string;
  readonly kind: LineKind;
  readonly resources: number;
  readonly price: LinePrice;
  readonly quantity: Big;
  readonly amount: Big;
  /** The reason, if it is that of all lines. */
  readonly reason?: string;
}

/** Charges with an amount, grouped by stack, type, component and price; the highest first. */
export function chargeTotals(lines: readonly CostLine[]): readonly ChargeTotal[] {
  const groups = new Map<string, CostLine[]>();
  for (const line of lines.filter(({ amount }) => amount !== undefined)) {
    const key = [line.stack, line.type, line.component, line.kind, line.price!.key, line.price!.usd.toFixed()].join(
      " ",
    );
    groups.set(key, [...(groups.get(key) ?? []), line]);
  }
  return [...groups.values()]
    .map((group) => ({
      ...pick(group[0]!),
      resources: new Set(group.map(({ address }) => address)).size,
      quantity: total(group.map(({ quantity }) => quantity)),
      amount: amountOf(group),
      reason: sharedReason(group),
    }))
    .sort((one, other) => other.amount.cmp(one.amount));
}

function sharedReason(lines: readonly CostLine[]): string | undefined {
  const reasons = new Set(lines.map(({ reason }) => reason));
  return reasons.size === 1 ? lines[0]!.reason : undefined;
}

type Group = Pick<ChargeTotal, "stack" | "type" | "component" | "kind" | "price">;

function pick({ stack, type, component, kind, price }: CostLine): Group {
  return { stack, type, component, kind, price: price! };
}
