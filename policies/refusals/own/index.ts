import { REFUSAL_PREFIX } from "../../engine/judgement";
import { evaluate } from "../../engine/evaluate";
import type { Rule } from "../../engine/rule";
import type { StackInput } from "../../engine/synth-input";
import { ownRefusal, type Refusal } from "../findings";
import { ANALYTICS } from "./analytics";
import { API } from "./api";
import { CACHES } from "./data/caches";
import { CONTAINERS } from "./compute/containers";
import { DATABASES } from "./data/databases";
import { DELIVERY } from "./delivery";
import { LOAD_BALANCING } from "./compute/load-balancing";
import { MASTER_USERS } from "./data/master-users";
import { NETWORK } from "./network";
import { OBSERVABILITY } from "./observability";
import type { OwnRefusal } from "./own-refusal";
import { SCALING } from "./compute/scaling";

export type { OwnRefusal } from "./own-refusal";

/** Refusals that the pack does not contain. */
export const OWN_REFUSALS: readonly OwnRefusal[] = [
  ...ANALYTICS,
  ...API,
  ...CACHES,
  ...CONTAINERS,
  ...DATABASES,
  ...DELIVERY,
  ...LOAD_BALANCING,
  ...MASTER_USERS,
  ...NETWORK,
  ...OBSERVABILITY,
  ...SCALING,
];

const RULES: readonly Rule[] = OWN_REFUSALS.map((own) => ({
  ...own,
  id: `${REFUSAL_PREFIX}${own.id}`,
  severity: "high",
  rationale: own.title,
  controls: {},
}));

/** Evaluates {@link OWN_REFUSALS}, without the engine. */
export function ownRefusals(inputs: readonly StackInput[]): readonly Refusal[] {
  return evaluate(inputs, { phase: "synth", rules: RULES, profileOf: () => "prod" }).flatMap(
    ({ rule, resource, findings }) => findings.map((finding) => ownRefusal(rule, resource, finding)),
  );
}
