import { STACK_TYPE } from "./resource";
import { type Profile, PROFILES, SEVERITIES, type Severity } from "./rule";
import type { StackInput } from "./synth-input";
import { listOf, select, valueAt } from "./values";

/** The lowest severity that fails a profile, and the lowest that is reported. */
export const THRESHOLDS: Readonly<Record<Profile, { readonly gate: Severity; readonly report: Severity }>> = {
  dev: { gate: "high", report: "medium" },
  staging: { gate: "medium", report: "low" },
  prod: { gate: "low", report: "info" },
};

export function isAtLeast(severity: Severity, threshold: Severity): boolean {
  return SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(threshold);
}

/** Output by which a stack states the stage of its environment: both configurations and plans contain it. */
export const STAGE_OUTPUT = "environment-stage";

const PROFILE_OF_STAGE: ReadonlyMap<unknown, Profile> = new Map([
  ["development", "dev"],
  ["pre-production", "staging"],
  ["production", "prod"],
]);

/**
 * Profile by the stage that the stack states, or by the provider's default tag Environment if it states none: prod for
 * any other value of either. Undefined for a stack with neither.
 */
export function statedProfile(stack: StackInput): Profile | undefined {
  const stage = valueAt(stackValues(stack), `output.${STAGE_OUTPUT}.value`);
  return stage === undefined ? taggedProfile(stack) : (PROFILE_OF_STAGE.get(stage) ?? "prod");
}

/** The provider's default tag Environment. */
export function environmentTag(stack: StackInput): unknown {
  const providers = listOf(select(stackValues(stack), "provider.aws")[0]?.value);
  return select(providers, "default_tags.tags.Environment")[0]?.value;
}

function stackValues({ resources }: StackInput): unknown {
  return resources.find(({ type }) => type === STACK_TYPE)?.values;
}

/** The environment of a stack: the provider's default tag Environment, or the name of the stack without one. */
export function environmentOf(stack: StackInput): string {
  const name = environmentTag(stack);
  return typeof name === "string" ? name : stack.stack;
}

function taggedProfile(stack: StackInput): Profile | undefined {
  const name = environmentTag(stack);
  return name === undefined ? undefined : (PROFILES.find((profile) => profile === name) ?? "prod");
}
