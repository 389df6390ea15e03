import type { ProgramOutput } from "../../runner/command/child-process";
import type { Attributes } from "./drill-state";

/** A change of a resource in a saved plan. */
export interface PlannedChange {
  readonly address: string;
  readonly mode: string;
  readonly type: string;
  readonly change: {
    readonly actions: readonly string[];
    /** Null before a creation. */
    readonly before?: Attributes | null;
    /** Null after a destruction. */
    readonly after?: Attributes | null;
  };
}

const SIGNS: readonly (readonly [actions: RegExp, sign: string])[] = [
  [/^create$/, "+"],
  [/^update$/, "~"],
  [/^delete$/, "-"],
  [/^(?:create,delete|delete,create)$/, "-/+"],
];

/** Changes that a saved plan makes to managed resources, by `terraform show -json`. */
export function changesOf({ stdout }: ProgramOutput): readonly PlannedChange[] {
  const { resource_changes: changes = [] } = JSON.parse(stdout) as { resource_changes?: readonly PlannedChange[] };
  return changes.filter(({ mode, change }) => mode === "managed" && signOf(change.actions) !== undefined);
}

/** The outcome of a plan as the page shows it: Terraform's last line, and the number of changes of each type. */
export function outcomeOf(changes: readonly PlannedChange[]): string {
  const count = (...signs: readonly string[]): number =>
    changes.filter(({ change }) => signs.includes(signOf(change.actions)!)).length;
  const lines = SIGNS.flatMap(([, sign]) => {
    const types = changes.filter(({ change }) => signOf(change.actions) === sign).map(({ type }) => type);
    return [...new Set(types)].sort().map((type) => {
      const number = types.filter((one) => one === type).length;
      return `  ${sign} ${type}${number > 1 ? ` (${number})` : ""}`;
    });
  });
  const total = `Plan: ${count("+", "-/+")} to add, ${count("~")} to change, ${count("-", "-/+")} to destroy.`;
  return changes.length === 0 ? "No changes." : [total, ...lines].join("\n");
}

function signOf(actions: readonly string[]): string | undefined {
  return SIGNS.find(([pattern]) => pattern.test(actions.join()))?.[1];
}
