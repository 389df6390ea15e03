import { evaluate, type Verdict } from "../../../policies/engine/evaluate";
import type { Resource } from "../../../policies/engine/resource";
import type { Finding, Rule, Severity } from "../../../policies/engine/rule";
import type { StackInput } from "../../../policies/engine/synth-input";
import type { Mutant } from "./mutants";

/** Findings for a mutant that the unchanged stack does not have. */
export interface Outcome {
  readonly mutant: Mutant;
  /** The owner, if it exists. */
  readonly rule: Rule | undefined;
  readonly state: "noticed" | "unnoticed" | "awaits its rule" | "waived";
  /** Rules that fail for the mutant although it does not declare them. */
  readonly undeclared: readonly string[];
  /** Construct paths in the findings of the owner. */
  readonly places: readonly (string | undefined)[];
}

/** Checks mutants one by one, without the (waived) failures of the unchanged stack. */
export function judgeMutants(
  stack: StackInput,
  mutants: readonly Mutant[],
  rules: readonly Rule[],
): readonly Outcome[] {
  const remembering = rules.map(remembered);
  const failures = (resources: readonly Resource[]): readonly Verdict[] =>
    evaluate([{ ...stack, resources }], { phase: "synth", rules: remembering, profileOf: () => "prod" }).filter(
      ({ status }) => status === "fail" || status === "error",
    );
  const before = new Set(failures(stack.resources).map(keyOf));
  return mutants.map((mutant) => {
    const failed = failures(mutant.resources).filter((verdict) => !before.has(keyOf(verdict)));
    const rule = rules.find(({ id }) => id === mutant.protection.rule);
    return outcomeOf(mutant, rule, failed, before.has(`${rule?.id} ${mutant.resource.address}`));
  });
}

/** Caches the findings of checks that depend on the resource only. */
function remembered(rule: Rule): Rule {
  if (rule.check.length > 1) return rule;
  const said = new WeakMap<Resource, readonly Finding[]>();
  return {
    ...rule,
    check: (resource, context) => {
      const findings = said.get(resource) ?? rule.check(resource, context);
      said.set(resource, findings);
      return findings;
    },
  };
}

function keyOf({ rule, resource }: Verdict): string {
  return `${rule.id} ${resource.address}`;
}

function outcomeOf(mutant: Mutant, rule: Rule | undefined, failed: readonly Verdict[], waived: boolean): Outcome {
  const declared = [mutant.protection.rule, ...(mutant.protection.also ?? []), ...(rule?.dependants ?? [])];
  const complaints = failed.filter((one) => one.rule.id === rule?.id);
  return {
    mutant,
    rule,
    state: stateOf(rule, complaints.length > 0, waived),
    undeclared: [...new Set(failed.map((one) => one.rule.id))].filter((id) => !declared.includes(id)),
    places: complaints.map((one) => one.resource.constructPath),
  };
}

function stateOf(rule: Rule | undefined, noticed: boolean, waived: boolean): Outcome["state"] {
  if (rule === undefined) return "awaits its rule";
  if (noticed) return "noticed";
  return waived ? "waived" : "unnoticed";
}

/** Counts the mutants of rules of a severity, and the detected ones; waived mutants do not count. */
export function scoreOf(outcomes: readonly Outcome[], severity: Severity): { noticed: number; of: number } {
  const owned = outcomes.filter(({ rule }) => rule?.severity === severity);
  const count = (state: Outcome["state"]): number => owned.filter((one) => one.state === state).length;
  return { noticed: count("noticed"), of: count("noticed") + count("unnoticed") };
}
