import type Big from "big.js";
import type { CostLine, LineKind, LinePrice } from "../cost-line";
import { dollars, total } from "./money";

/** Kinds with an amount, in the order of columns. */
export const AMOUNT_KINDS = ["fixed", "derived", "usage"] as const satisfies readonly LineKind[];

/** Sums of an environment. */
export interface EnvironmentTotal {
  readonly environment: string;
  readonly amounts: Readonly<Record<(typeof AMOUNT_KINDS)[number], Big>>;
  readonly total: Big;
  /** Lines without an amount. */
  readonly missing: number;
  readonly notPriced: number;
}

export function environmentsOf(lines: readonly CostLine[]): readonly string[] {
  return [...new Set(lines.map(({ environment }) => environment))];
}

export function environmentTotals(lines: readonly CostLine[]): readonly EnvironmentTotal[] {
  return environmentsOf(lines).map((environment) => {
    const own = lines.filter((line) => line.environment === environment);
    const sum = (kind: LineKind): Big => total(own.filter((line) => line.kind === kind).map(({ amount }) => amount));
    return {
      environment,
      amounts: { fixed: sum("fixed"), derived: sum("derived"), usage: sum("usage") },
      total: total(own.map(({ amount }) => amount)),
      missing: own.filter(({ kind }) => kind === "usage missing").length,
      notPriced: own.filter(({ kind }) => kind === "not priced").length,
    };
  });
}

/** Cells of each environment: its name, the amount of each kind, the total, and the numbers of open charges. */
export function totalRows(lines: readonly CostLine[]): string[][] {
  return environmentTotals(lines).map(({ environment, amounts, total: sum, missing, notPriced }) => [
    environment,
    ...AMOUNT_KINDS.map((kind) => dollars(amounts[kind])),
    dollars(sum),
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
      amount: total(group.map(({ amount }) => amount)),
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
