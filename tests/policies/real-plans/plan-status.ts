import { evaluate, type Status } from "../../../policies/engine/evaluate";
import { readPlan } from "../../../policies/engine/plan-input";
import type { Rule } from "../../../policies/engine/rule";
import { asConfiguration } from "../fixtures/fixture";
import type { Case } from "./cases";
import type { Values } from "./fixture-modules";

/** A case with the real provider's plan of its stack. */
export interface PlannedCase extends Case {
  readonly plan: Values;
}

type Statuses = Readonly<Record<string, Status | undefined>>;

/** The cases whose rule has another result in the plan, with that result. */
export function differencesOf(
  cases: readonly PlannedCase[],
  rules: readonly Rule[],
  { configured }: { readonly configured: boolean },
): Statuses {
  const found = cases.map((one) => ({ ...one, found: statusOf(one, rules, configured) }));
  const different = found.filter((one) => one.found !== one.status);
  return Object.fromEntries(different.map((one) => [one.title, one.found]));
}

function statusOf(
  { fixture, blocks, plan }: PlannedCase,
  rules: readonly Rule[],
  configured: boolean,
): Status | undefined {
  const configuration = configured && { configuration: asConfiguration(blocks) };
  const input = readPlan({ name: "shop", plan, ...configuration });
  const { profile = "prod", address } = fixture;
  const verdicts = evaluate([input], {
    phase: "plan",
    rules: rules.filter(({ id }) => id === fixture.rule),
    profileOf: () => profile,
  });
  return verdicts.find(({ resource }) => resource.address === address)?.status;
}
