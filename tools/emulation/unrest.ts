import type { TerraformDiagnostic } from "../terraform/diagnostics";
import { typeOf, type Seen } from "./shortfall-check";
import type { Shortfalls } from "./shortfalls";

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

/** Parts the changes that a second plan wants into listed ones and errors. */
export function unrestIn(
  { resource_changes: changes = [] }: ShownPlan,
  shortfalls: Shortfalls,
): { readonly forgotten: readonly Seen[]; readonly unrest: readonly TerraformDiagnostic[]; readonly count: number } {
  const wanted = changes.filter(({ mode, change }) => mode === "managed" && change.actions[0] !== "no-op");
  const forgotten: Seen[] = [];
  const unrest: TerraformDiagnostic[] = [];
  for (const { address, change } of wanted) {
    const shortfall = shortfalls[typeOf(address)];
    const changed = changedArguments(change);
    const listed = shortfall && "forgets" in shortfall && changed.every((name) => shortfall.forgets.includes(name));
    if (listed && change.actions.join() === "update") forgotten.push({ address, shortfall });
    else unrest.push(unrestOf(address, change.actions, changed));
  }
  return { forgotten, unrest, count: wanted.length };
}

/** Arguments that get another value; if none is known yet, those that will be known after the change. */
function changedArguments({ before, after }: ShownChange["change"]): string[] {
  const text = (attributes: Attributes, name: string): string => JSON.stringify(attributes?.[name] ?? null);
  const known = Object.keys(after ?? {}).filter((name) => text(before, name) !== text(after, name));
  const unknown = Object.keys(before ?? {}).filter((name) => !(name in (after ?? {})));
  return known.length > 0 ? known : unknown;
}

function unrestOf(address: string, actions: readonly string[], changed: readonly string[]): TerraformDiagnostic {
  return {
    severity: "error",
    summary: `The second plan wants to ${actions.join(" and ")} it: ${changed.join(", ")}`,
    detail: "After an apply without a change of the configuration nothing may be left to do.",
    address,
  };
}
