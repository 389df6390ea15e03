import { STACK_TYPE } from "./resource";
import { type Profile, PROFILES, SEVERITIES, type Severity } from "./rule";
import type { StackInput } from "./synth-input";
import { listOf, select } from "./values";

/** The lowest severity that fails a profile, and the lowest that is reported. */
export const THRESHOLDS: Readonly<Record<Profile, { readonly gate: Severity; readonly report: Severity }>> = {
  dev: { gate: "high", report: "medium" },
  staging: { gate: "medium", report: "low" },
  prod: { gate: "low", report: "info" },
};

export function isAtLeast(severity: Severity, threshold: Severity): boolean {
  return SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(threshold);
}

/** Profile by the provider's default tag Environment; prod unless it is dev or staging. */
export function profileByTag(stack: StackInput): Profile {
  return taggedProfile(stack) ?? "prod";
}

/** The provider's default tag Environment. */
export function environmentTag({ resources }: StackInput): unknown {
  const stack = resources.find(({ type }) => type === STACK_TYPE);
  const providers = listOf(select(stack?.values, "provider.aws")[0]?.value);
  return select(providers, "default_tags.tags.Environment")[0]?.value;
}

/** The environment of a stack: the provider's default tag Environment, or the name of the stack without one. */
export function environmentOf(stack: StackInput): string {
  const name = environmentTag(stack);
  return typeof name === "string" ? name : stack.stack;
}

/** Profile by the provider's default tag Environment; undefined without the tag. */
export function taggedProfile(stack: StackInput): Profile | undefined {
  const name = environmentTag(stack);
  return name === undefined ? undefined : (PROFILES.find((profile) => profile === name) ?? "prod");
}
