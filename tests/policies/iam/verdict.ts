import { evaluate, type Status } from "../../../policies/engine/evaluate";
import type { Phase } from "../../../policies/engine/rule";
import { readConfiguration, type StackInput } from "../../../policies/engine/synth-input";
import { RULES } from "../../../policies/rules";

/** The worst status of a rule in a small stack; undefined if the rule applies to none of its resources. */
export function statusOf(
  rule: string,
  resource: Readonly<Record<string, object>>,
  rest: object = {},
): Status | undefined {
  return worstStatusIn(readConfiguration({ name: "shop", config: { resource, ...rest } }), rule, "synth");
}

export function worstStatusIn(input: StackInput, rule: string, phase: Phase): Status | undefined {
  const rules = RULES.filter(({ id }) => id === rule);
  const statuses = evaluate([input], { phase, rules, profileOf: () => "prod" }).map(({ status }) => status);
  return (["error", "fail", "unknown", "pass"] as const).find((one) => statuses.includes(one));
}

export const document = (...statements: readonly object[]): string => JSON.stringify({ Statement: statements });
