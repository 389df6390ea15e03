import { driftDiagnostic, type TerraformDiagnostic } from "../runner/terraform/diagnostics";
import { gapsOf, type ObservedGap } from "./known-gap-check";
import type { KnownGap, KnownGaps } from "./known-gaps";

/** The part of `terraform show -json` of a plan that is read. */
export interface PlanJson {
  readonly resource_changes?: readonly PlannedChange[];
}

type Attributes = Readonly<Record<string, unknown>> | null;

interface PlannedChange {
  readonly address: string;
  readonly mode: string;
  readonly change: { readonly actions: readonly string[]; readonly before: Attributes; readonly after: Attributes };
}

/** Changes of a second plan, which should be empty. */
export interface Drift {
  /** Changes that known gaps explain. */
  readonly explained: readonly ObservedGap[];
  readonly errors: readonly TerraformDiagnostic[];
  /** Number of all changes. */
  readonly count: number;
}

/**
 * Separates the changes of a second plan that known gaps explain from errors. A change whose only difference is an
 * unknown value follows from another change, so it is no error if an explained change precedes it.
 */
export function driftIn({ resource_changes: changes = [] }: PlanJson, gaps: KnownGaps): Drift {
  const drift = changes.filter(({ mode, change }) => mode === "managed" && change.actions[0] !== "no-op");
  const followers = drift.filter((one) => isUpdate(one) && changedArguments(one).length === 0);
  const explained: ObservedGap[] = [];
  const errors: TerraformDiagnostic[] = [];
  for (const one of drift.filter((change) => !followers.includes(change))) {
    const gap = isUpdate(one) ? explanationOf(one, gaps) : undefined;
    if (gap) explained.push({ address: one.address, gap });
    else errors.push(errorOf(one));
  }
  if (explained.length === 0) errors.push(...followers.map(errorOf));
  return { explained, errors, count: drift.length };
}

function isUpdate({ change }: PlannedChange): boolean {
  return change.actions.join() === "update";
}

/** The known gap that explains every changed argument. */
function explanationOf(change: PlannedChange, gaps: KnownGaps): KnownGap | undefined {
  const changed = changedArguments(change);
  return gapsOf(change.address, gaps).find(
    (gap) => "loses" in gap && changed.every((name) => gap.loses.includes(name)),
  );
}

/** Arguments with a new value that is known before the apply. */
function changedArguments({ change: { before, after } }: PlannedChange): string[] {
  const text = (attributes: Attributes, name: string): string => JSON.stringify(attributes?.[name] ?? null);
  return Object.keys(after ?? {}).filter((name) => text(before, name) !== text(after, name));
}

function errorOf(planned: PlannedChange): TerraformDiagnostic {
  const changed = changedArguments(planned).join(", ") || "values that are unknown until apply";
  return driftDiagnostic(planned.address, `${planned.change.actions.join(" and ")} it: ${changed}`);
}
