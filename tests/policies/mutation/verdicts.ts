import { evaluate, type Verdict } from "../../../policies/engine/evaluate";
import type { Resource } from "../../../policies/engine/resource";
import type { Finding, Rule, Severity } from "../../../policies/engine/rule";
import type { StackInput } from "../../../policies/engine/synth-input";
import type { Mutant } from "./mutants";

/** What the rules said about a mutant that they did not say about the stack. */
export interface Outcome {
  readonly mutant: Mutant;
  /** The owner, unless it is not written yet. */
  readonly rule: Rule | undefined;
  readonly state: "noticed" | "unnoticed" | "awaits its rule" | "waived";
  /** Rules that newly fail and are not declared. */
  readonly undeclared: readonly string[];
  /** The constructs that the owner names. */
  readonly places: readonly (string | undefined)[];
}

/** Judges mutants one by one against what the unchanged stack already fails, which is what was waived. */
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

/** A check that takes nothing but the resource says the same of the same resource, whatever changed around it. */
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

/** How many of the mutants that rules of a severity own were noticed, in percent; waived and awaited ones do not count. */
export function scoreOf(outcomes: readonly Outcome[], severity: Severity): { noticed: number; of: number } {
  const owned = outcomes.filter(({ rule }) => rule?.severity === severity);
  const count = (state: Outcome["state"]): number => owned.filter((one) => one.state === state).length;
  return { noticed: count("noticed"), of: count("noticed") + count("unnoticed") };
}
