import { evaluate, type Verdict } from "./evaluate";
import { daysLeft } from "./expiry";
import { isAtLeast, profileByTag, THRESHOLDS } from "./profiles";
import type { Phase, Profile, Rule } from "./rule";
import type { StackInput } from "./synth-input";
import { readWaivers, type WaiverReading } from "./waivers";

/** Outcome of a verdict: blocked fails the run, open is unknown until plan, broken is an error of the rule. */
export type Outcome = "passed" | "blocked" | "reported" | "waived" | "open" | "broken";

export interface JudgedVerdict extends Verdict {
  readonly outcome: Outcome;
  readonly waiver?: WaiverReading;
}

/** A problem of a waiver or stack that fails the run. */
export interface GateProblem {
  readonly stack: string;
  readonly place: string;
  readonly message: string;
}

/** Result of a run, in a stable order. */
export interface Judgement {
  readonly phase: Phase;
  readonly stacks: readonly { readonly name: string; readonly profile: Profile; readonly resources: number }[];
  readonly verdicts: readonly JudgedVerdict[];
  readonly waivers: readonly WaiverReading[];
  readonly problems: readonly GateProblem[];
  /** Days until the next waiver expires. */
  readonly nextExpiryDays?: number;
  /** Terraform types without a rule that are not exempt. */
  readonly unowned: readonly string[];
}

export interface JudgeOptions {
  readonly phase: Phase;
  readonly rules: readonly Rule[];
  /** Types that need no rule, with the reason. */
  readonly exempt: Readonly<Record<string, string>>;
  /** @default the day of the run */
  readonly now?: Date;
  /** @default by the provider's default tag Environment; prod unless it is dev or staging */
  readonly profileOf?: (stack: string) => Profile | undefined;
  readonly approvedDestroys?: ReadonlySet<string>;
}

/** Exit codes: no finding, findings, a failing rule or malformed input, an invalid waiver or approval. */
export const EXIT = { clean: 0, findings: 1, broken: 2, waivers: 4 } as const;

/** Applies the rules to all stacks as one graph. */
export function judge(inputs: readonly StackInput[], options: JudgeOptions): Judgement {
  const { phase, rules, exempt, now = new Date(), approvedDestroys } = options;
  const stacks = [...inputs].sort((a, b) => compare(a.stack, b.stack));
  const profileOf = (stack: StackInput): Profile => options.profileOf?.(stack.stack) ?? profileByTag(stack);
  const waivers = stacks.flatMap(({ resources }) => resources.flatMap((one) => readWaivers(one, rules, now)));
  const verdicts = evaluate(stacks, { phase, rules, profileOf, approvedDestroys }).map((one) =>
    outcomeWithWaiver(one, waivers),
  );
  const used = waivers.filter(({ problems }) => problems.length === 0);
  return {
    phase,
    stacks: stacks.map((one) => ({ name: one.stack, profile: profileOf(one), resources: one.resources.length })),
    verdicts: [...verdicts].sort(byAddress),
    waivers,
    problems: [...emptyStacks(stacks), ...waivers.flatMap((one) => waiverProblems(one, verdicts, rules))],
    ...(used.length > 0 && { nextExpiryDays: Math.min(...used.map(({ expires }) => daysLeft(expires, now))) }),
    unowned: unownedTypes(stacks, rules, exempt),
  };
}

export function exitCodeOf({ stacks, verdicts, problems }: Judgement): (typeof EXIT)[keyof typeof EXIT] {
  if (verdicts.some(({ outcome }) => outcome === "broken")) return EXIT.broken;
  if (stacks.length === 0 || stacks.some(({ resources }) => resources === 0)) return EXIT.broken;
  if (problems.length > 0) return EXIT.waivers;
  return verdicts.some(({ outcome }) => outcome === "blocked") ? EXIT.findings : EXIT.clean;
}

function outcomeWithWaiver(verdict: Verdict, waivers: readonly WaiverReading[]): JudgedVerdict {
  const waiver = waivers.find((one) => one.resource === verdict.resource && one.rule === verdict.rule.id);
  const valid = waiver !== undefined && waiver.problems.length === 0;
  const outcome = outcomeOf(verdict);
  return valid && (outcome === "blocked" || outcome === "reported")
    ? { ...verdict, outcome: "waived", waiver }
    : { ...verdict, outcome };
}

function outcomeOf({ status, rule, profile, resource }: Verdict): Outcome {
  if (status === "error") return "broken";
  if (status === "pass") return "passed";
  const { gate } = THRESHOLDS[profile];
  // Nothing follows a plan, so that an open finding of a critical or high rule fails.
  const undecided = status === "unknown" && !(resource.actions && isAtLeast(rule.severity, "high"));
  if (undecided) return "open";
  return isAtLeast(rule.severity, gate) ? "blocked" : "reported";
}

function waiverProblems(
  waiver: WaiverReading,
  verdicts: readonly JudgedVerdict[],
  rules: readonly Rule[],
): GateProblem[] {
  const { resource } = waiver;
  const rule = rules.find(({ id }) => id === waiver.rule);
  // A rule of the other phase, or of stricter profiles only, cannot use its waiver here.
  const judgedHere = verdicts.some((one) => one.resource === resource && one.rule === rule);
  const isDue = judgedHere || !rule?.types.includes(resource.type);
  const unused = isDue && waiver.problems.length === 0 && !verdicts.some((one) => one.waiver === waiver);
  const messages = unused ? ["the rule passes without it; remove the waiver"] : waiver.problems;
  return messages.map((message) => ({
    stack: resource.stack,
    place: resource.constructPath ?? resource.address,
    message: `waiver of ${waiver.rule}: ${message}`,
  }));
}

function emptyStacks(stacks: readonly StackInput[]): GateProblem[] {
  if (stacks.length === 0) return [{ stack: "", place: "", message: "no stack was checked" }];
  return stacks
    .filter(({ resources }) => resources.length === 0)
    .map(({ stack }) => ({ stack, place: stack, message: "no resource of this stack was checked" }));
}

function unownedTypes(
  stacks: readonly StackInput[],
  rules: readonly Rule[],
  exempt: Readonly<Record<string, string>>,
): readonly string[] {
  const owned = new Set([...rules.flatMap(({ types }) => types), ...Object.keys(exempt)]);
  const types = stacks.flatMap(({ resources }) => resources.map(({ type }) => type));
  return [...new Set(types)].filter((type) => !owned.has(type)).sort(compare);
}

/** Compares by code unit, independently of the locale. */
export function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function byAddress(a: JudgedVerdict, b: JudgedVerdict): number {
  return (
    compare(a.resource.stack, b.resource.stack) ||
    compare(a.resource.address, b.resource.address) ||
    compare(a.rule.id, b.rule.id)
  );
}
