import { evaluate, type Status } from "../../../policies/engine/evaluate";
import { readConfiguration } from "../../../policies/engine/synth-input";
import { RULES } from "../../../policies/rules";

/** The worst status of a rule in a small stack; undefined if the rule applies to none of its resources. */
export function statusOf(
  rule: string,
  resource: Readonly<Record<string, object>>,
  rest: object = {},
): Status | undefined {
  const input = readConfiguration({ name: "shop", config: { resource, ...rest } });
  const rules = RULES.filter(({ id }) => id === rule);
  const statuses = evaluate([input], { phase: "synth", rules, profileOf: () => "prod" }).map(({ status }) => status);
  return (["error", "fail", "unknown", "pass"] as const).find((one) => statuses.includes(one));
}

export const document = (...statements: readonly object[]): string => JSON.stringify({ Statement: statements });
