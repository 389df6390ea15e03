import { daysLeft, expiryProblems, isExpired } from "./expiry";
import type { Resource } from "./resource";
import type { Rule } from "./rule";
import { isRecord } from "./values";

/** An accepted exception, in code next to the resource. */
export interface Waiver {
  /** Id of the rule. */
  readonly rule: string;
  /** Reason for the exception, at least 20 characters. */
  readonly reason: string;
  /** Person or team that is responsible for the exception. */
  readonly owner: string;
  /** Last valid day (UTC) as YYYY-MM-DD, at most 180 days ahead. */
  readonly expires: string;
}

/** A waiver of a resource, with its problems. */
export interface WaiverReading extends Waiver {
  readonly resource: Resource;
  /** Days until the waiver expires; negative if it has expired. */
  readonly daysLeft: number;
  readonly problems: readonly string[];
}

/**
 * Effect of the expiry date of a waiver. `enforce`, for checks in CI: an expired waiver fails the run and its finding
 * counts. `report`, for synthesis and plans: an expired waiver still applies, and the run prints it.
 */
export type Expiry = "enforce" | "report";

interface WaiverContext {
  readonly rules: readonly Rule[];
  readonly now: Date;
  readonly expiry: Expiry;
  readonly isEvaluated: (rule: string) => boolean;
}

/** Reads and checks the waivers of a resource. */
export function readWaivers(resource: Resource, context: WaiverContext): readonly WaiverReading[] {
  if (resource.waivers === undefined) return [];
  if (!isRecord(resource.waivers)) return [malformed(resource, "waivers must be an object whose keys are rule ids")];
  const waivers = Object.entries(resource.waivers).filter(([id]) => context.isEvaluated(id));
  return waivers.map(([id, value]) => {
    const fields = isRecord(value) ? value : {};
    const waiver = {
      rule: id,
      reason: text(fields["reason"]),
      owner: text(fields["owner"]),
      expires: text(fields["expires"]),
    };
    return {
      ...waiver,
      resource,
      daysLeft: daysLeft(waiver.expires, context.now),
      problems: problemsOf(waiver, context),
    };
  });
}

function malformed(resource: Resource, problem: string): WaiverReading {
  return { rule: "?", reason: "", owner: "", expires: "", resource, daysLeft: 0, problems: [problem] };
}

function problemsOf(waiver: Waiver, { rules, now, expiry }: WaiverContext): readonly string[] {
  const stillApplies = expiry === "report" && isExpired(waiver.expires, now);
  const dateProblems = stillApplies ? [] : expiryProblems(waiver.expires, now);
  return [...ruleProblems(waiver, rules), ...textProblems(waiver), ...dateProblems];
}

function ruleProblems({ rule: id, reason }: Waiver, rules: readonly Rule[]): readonly string[] {
  const rule = rules.find((one) => one.id === id);
  if (rule) {
    if (rule.severity === "critical") return [`${id} is critical and cannot be waived`];
    return reason === rule.title
      ? ["the reason repeats the title of the rule; state why the rule does not apply here"]
      : [];
  }
  const same = (one: string): boolean => one.toUpperCase() === id.toUpperCase();
  const closestRule = rules.find((one) => same(one.id) || one.aliases?.some(same));
  return [closestRule ? `no rule has the id ${id}; use ${closestRule.id}` : `no rule has the id ${id}`];
}

function textProblems({ reason, owner }: Waiver): readonly string[] {
  return [
    ...(reason.trim().length < 20 ? ["the reason must have at least 20 characters"] : []),
    ...(owner.trim() === "" ? ["the owner must not be empty"] : []),
  ];
}

export function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
