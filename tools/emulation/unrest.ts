import type { TerraformDiagnostic } from "../terraform/diagnostics";
import { listedFor, type Seen } from "./shortfall-check";
import type { Shortfall, Shortfalls } from "./shortfalls";

/** `terraform show -json` of a plan, as far as it matters here. */
export interface ShownPlan {
  readonly resource_changes?: readonly ShownChange[];
}

type Attributes = Readonly<Record<string, unknown>> | null;

interface ShownChange {
  readonly address: string;
  readonly mode: string;
  readonly change: { readonly actions: readonly string[]; readonly before: Attributes; readonly after: Attributes };
}

/**
 * Parts the changes that a second plan wants into listed ones and errors. A change to values that are only unknown yet follows from another
 * change; it is no error of its own where a listed one is to come.
 */
export function unrestIn(
  { resource_changes: changes = [] }: ShownPlan,
  shortfalls: Shortfalls,
): { readonly forgotten: readonly Seen[]; readonly unrest: readonly TerraformDiagnostic[]; readonly count: number } {
  const wanted = changes.filter(({ mode, change }) => mode === "managed" && change.actions[0] !== "no-op");
  const followers = wanted.filter((one) => isUpdate(one) && changedArguments(one).length === 0);
  const forgotten: Seen[] = [];
  const unrest: TerraformDiagnostic[] = [];
  for (const one of wanted.filter((change) => !followers.includes(change))) {
    const shortfall = isUpdate(one) ? forgettingOf(one, shortfalls) : undefined;
    if (shortfall) forgotten.push({ address: one.address, shortfall });
    else unrest.push(unrestOf(one));
  }
  if (forgotten.length === 0) unrest.push(...followers.map(unrestOf));
  return { forgotten, unrest, count: wanted.length };
}

function isUpdate({ change }: ShownChange): boolean {
  return change.actions.join() === "update";
}

/** The listed shortfall that explains all of a change. */
function forgettingOf(change: ShownChange, shortfalls: Shortfalls): Shortfall | undefined {
  const changed = changedArguments(change);
  return listedFor(change.address, shortfalls).find(
    (one) => "forgets" in one && changed.every((name) => one.forgets.includes(name)),
  );
}

/** Arguments that get another value which is known already. */
function changedArguments({ change: { before, after } }: ShownChange): string[] {
  const text = (attributes: Attributes, name: string): string => JSON.stringify(attributes?.[name] ?? null);
  return Object.keys(after ?? {}).filter((name) => text(before, name) !== text(after, name));
}

function unrestOf(change: ShownChange): TerraformDiagnostic {
  const changed = changedArguments(change).join(", ") || "values that are not known yet";
  return {
    severity: "error",
    summary: `The second plan wants to ${change.change.actions.join(" and ")} it: ${changed}`,
    detail: "After an apply without a change of the configuration nothing may be left to do.",
    address: change.address,
  };
}
