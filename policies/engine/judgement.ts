import { evaluate, type Verdict } from "./evaluate";
import { isAtLeast, statedProfile, THRESHOLDS } from "./profiles";
import type { Phase, Profile, Rule, Severity } from "./rule";
import { mayGrant } from "../iam/policy-places";
import type { StackInput } from "./synth-input";
import { type Expiry, readWaivers, type WaiverReading } from "./waivers";

/**
 * Outcome of a verdict: blocked fails the run, known is a finding of the baseline, open is unknown until plan or
 * apply, broken is an error of the rule.
 */
export type Outcome = "passed" | "blocked" | "reported" | "waived" | "known" | "open" | "broken";

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

export interface JudgedStack {
  readonly name: string;
  readonly profile: Profile;
  /** True if the stack is judged as prod because it states no stage and has no default tag Environment. */
  readonly profileAssumed: boolean;
  readonly resources: number;
  /** Addresses of module calls, whose resources only a plan contains. */
  readonly unseen: readonly string[];
}

/** Result of a run, in a stable order. */
export interface Judgement {
  readonly phase: Phase;
  readonly stacks: readonly JudgedStack[];
  readonly verdicts: readonly JudgedVerdict[];
  readonly waivers: readonly WaiverReading[];
  readonly problems: readonly GateProblem[];
  /** Days until the next waiver expires. */
  readonly nextExpiryDays?: number;
  /** Terraform types without a rule that are not exempt. */
  readonly unowned: readonly string[];
  /** Those of `unowned` that may grant access: nothing decided whether they are safe. */
  readonly ungoverned: readonly string[];
}

export interface JudgeOptions {
  readonly phase: Phase;
  readonly rules: readonly Rule[];
  /** Types that need no rule, with the reason. */
  readonly exempt: Readonly<Record<string, string>>;
  /** @default the day of the run */
  readonly now?: Date;
  /** @default by the output environment-stage, or else the default tag Environment; prod unless one says otherwise */
  readonly profileOf?: (stack: string) => Profile | undefined;
  readonly approvedDestroys?: ReadonlySet<string>;
  /** Known findings that do not fail the run, each as `rule stack address`. @default none */
  readonly knownFindings?: ReadonlySet<string>;
  /** Lowest severity that fails the run. @default by profile: high in dev, medium in staging, low in prod */
  readonly failOn?: Severity;
  /** Effect of the expiry date of a waiver. @default enforce */
  readonly expiry?: Expiry;
  /** Rules that this run evaluates; waivers of others are ignored. @default all but refusals of AWS */
  readonly isEvaluated?: (rule: string) => boolean;
}

/** Prefix of the ids of refusals, which only a run with the packages for them evaluates. */
export const REFUSAL_PREFIX = "AWS/";

/** Returns whether the rule is a refusal of AWS. */
export function isRefusal(rule: string): boolean {
  return rule.startsWith(REFUSAL_PREFIX);
}

/**
 * Exit codes: no finding, findings, a failing rule or malformed input, a package that is missing or does not
 * work, an invalid waiver or approval, and a type that may grant access and that no rule checks.
 */
export const EXIT = { clean: 0, findings: 1, broken: 2, missing: 3, waivers: 4, incomplete: 5 } as const;

/** Applies the rules to all stacks as one graph. */
export function judge(inputs: readonly StackInput[], options: JudgeOptions): Judgement {
  const { phase, rules, exempt, now = new Date(), approvedDestroys, expiry = "enforce" } = options;
  const { isEvaluated = (rule: string) => !isRefusal(rule) } = options;
  const stacks = [...inputs].sort((a, b) => compare(a.stack, b.stack));
  const chosenProfile = (stack: StackInput): Profile | undefined =>
    options.profileOf?.(stack.stack) ?? statedProfile(stack);
  const profileOf = (stack: StackInput): Profile => chosenProfile(stack) ?? "prod";
  const waivers = stacks.flatMap(({ resources }) =>
    resources.flatMap((one) => readWaivers(one, { rules, now, expiry, isEvaluated })),
  );
  const verdicts = evaluate(stacks, { phase, rules, profileOf, approvedDestroys }).map((one) =>
    withWaiver(one, outcomeOf(one, options), waivers),
  );
  const unowned = unownedTypes(stacks, rules, exempt);
  const used = waivers.filter(({ problems }) => problems.length === 0);
  return {
    phase,
    stacks: stacks.map((one) => ({
      name: one.stack,
      profile: profileOf(one),
      profileAssumed: chosenProfile(one) === undefined,
      resources: one.resources.length,
      unseen: (one.calls ?? []).map(({ address }) => address),
    })),
    verdicts: [...verdicts].sort(byAddress),
    waivers,
    problems: [...emptyStacks(stacks), ...waivers.flatMap((one) => waiverProblems(one, verdicts, rules))],
    ...(used.length > 0 && { nextExpiryDays: Math.min(...used.map((one) => one.daysLeft)) }),
    unowned,
    ungoverned: unowned.filter((type) => grantsAccess(stacks, type)),
  };
}

export function exitCodeOf({ stacks, verdicts, problems, ungoverned }: Judgement): (typeof EXIT)[keyof typeof EXIT] {
  if (verdicts.some(({ outcome }) => outcome === "broken")) return EXIT.broken;
  if (stacks.length === 0 || stacks.some(({ resources }) => resources === 0)) return EXIT.broken;
  if (problems.length > 0) return EXIT.waivers;
  if (verdicts.some(({ outcome }) => outcome === "blocked")) return EXIT.findings;
  return ungoverned.length > 0 ? EXIT.incomplete : EXIT.clean;
}

function withWaiver(verdict: Verdict, outcome: Outcome, waivers: readonly WaiverReading[]): JudgedVerdict {
  const waiver = waivers.find((one) => one.resource === verdict.resource && one.rule === verdict.rule.id);
  const valid = waiver !== undefined && waiver.problems.length === 0;
  return valid && (outcome === "blocked" || outcome === "reported" || outcome === "known")
    ? { ...verdict, outcome: "waived", waiver }
    : { ...verdict, outcome };
}

function outcomeOf(verdict: Verdict, { failOn, knownFindings }: JudgeOptions): Outcome {
  const { status, rule, profile } = verdict;
  if (status === "error") return "broken";
  if (status === "pass") return "passed";
  if (status === "unknown") return "open";
  if (!isAtLeast(rule.severity, failOn ?? THRESHOLDS[profile].gate)) return "reported";
  return knownFindings?.has(findingKey(verdict)) ? "known" : "blocked";
}

/** Identifies a finding across runs: rule, stack and address. */
export function findingKey({ rule, resource }: Pick<Verdict, "rule" | "resource">): string {
  return `${rule.id} ${resource.stack} ${resource.address}`;
}

function waiverProblems(
  waiver: WaiverReading,
  verdicts: readonly JudgedVerdict[],
  rules: readonly Rule[],
): GateProblem[] {
  const { resource } = waiver;
  const rule = rules.find(({ id }) => id === waiver.rule);
  // A rule of the other phase, or of stricter profiles only, cannot use its waiver here.
  const judgedHere = verdicts.some((one) => one.resource === resource && one.rule === rule && one.outcome !== "open");
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
  const managed = stacks.flatMap(({ resources }) => resources.filter(({ mode }) => mode === "managed"));
  const types = managed.map(({ type }) => type);
  return [...new Set(types)].filter((type) => !owned.has(type)).sort(compare);
}

function grantsAccess(stacks: readonly StackInput[], type: string): boolean {
  return stacks.some(({ resources }) => resources.some((one) => one.type === type && mayGrant(type, one.values)));
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
