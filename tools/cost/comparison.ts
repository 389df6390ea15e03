import Big from "big.js";
import type { CostLine } from "./cost-line";
import { total } from "./reports/money";

/** The estimate of a Git revision. */
export interface EarlierEstimate {
  readonly revision: string;
  readonly lines: readonly CostLine[];
}

/** A resource whose amount differs between two estimates. */
export interface CostChange {
  readonly environment: string;
  readonly stack: string;
  readonly address: string;
  readonly change: "created" | "destroyed" | "changed";
  readonly before: Big;
  readonly after: Big;
}

/** Resources whose amounts differ, the largest difference first. */
export function costChanges(before: readonly CostLine[], after: readonly CostLine[]): readonly CostChange[] {
  const [old, current] = [amountsByResource(before), amountsByResource(after)];
  return [...new Set([...old.keys(), ...current.keys()])]
    .map((key) => changeOf(old.get(key), current.get(key)))
    .filter((change) => !change.before.eq(change.after))
    .sort((one, other) => difference(other).abs().cmp(difference(one).abs()));
}

/** USD a month that a change adds. */
export function difference({ before, after }: CostChange): Big {
  return after.minus(before);
}

type ResourceAmount = Pick<CostLine, "environment" | "stack" | "address"> & { readonly amount: Big };

function amountsByResource(lines: readonly CostLine[]): ReadonlyMap<string, ResourceAmount> {
  const groups = new Map<string, CostLine[]>();
  for (const line of lines) {
    const key = `${line.stack} ${line.address}`;
    groups.set(key, [...(groups.get(key) ?? []), line]);
  }
  return new Map(
    [...groups].map(([key, group]) => {
      const { environment, stack, address } = group[0]!;
      return [key, { environment, stack, address, amount: total(group.map(({ amount }) => amount)) }];
    }),
  );
}

function changeOf(before: ResourceAmount | undefined, after: ResourceAmount | undefined): CostChange {
  const { environment, stack, address } = (after ?? before)!;
  return {
    environment,
    stack,
    address,
    change: !before ? "created" : !after ? "destroyed" : "changed",
    before: before?.amount ?? new Big(0),
    after: after?.amount ?? new Big(0),
  };
}
