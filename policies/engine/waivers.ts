import { expiryProblems } from "./expiry";
import type { Resource } from "./resource";
import type { Rule } from "./rule";
import { isRecord } from "./values";

/** An accepted exception, in code next to the resource. */
export interface Waiver {
  /** The exact id of the rule. */
  readonly rule: string;
  /** Why the rule need not hold here: at least 20 characters. */
  readonly reason: string;
  /** Who answers for it. */
  readonly owner: string;
  /** The last day on which it counts, as YYYY-MM-DD, in UTC, at most 180 days ahead. */
  readonly expires: string;
}

/** A waiver as it was read, with what is wrong with it. */
export interface WaiverReading extends Waiver {
  readonly resource: Resource;
  readonly problems: readonly string[];
}

/** Every waiver beside a resource, checked against the rules and the day. */
export function readWaivers(resource: Resource, rules: readonly Rule[], now: Date): readonly WaiverReading[] {
  if (resource.waivers === undefined) return [];
  if (!isRecord(resource.waivers)) return [malformed(resource, "waivers must be an object whose keys are rule ids")];
  return Object.entries(resource.waivers).map(([id, value]) => {
    const written = isRecord(value) ? value : {};
    const waiver = {
      rule: id,
      reason: text(written["reason"]),
      owner: text(written["owner"]),
      expires: text(written["expires"]),
    };
    return { ...waiver, resource, problems: problemsOf(waiver, rules, now) };
  });
}

function malformed(resource: Resource, problem: string): WaiverReading {
  return { rule: "?", reason: "", owner: "", expires: "", resource, problems: [problem] };
}

function problemsOf(waiver: Waiver, rules: readonly Rule[], now: Date): readonly string[] {
  return [...ruleProblems(waiver, rules), ...textProblems(waiver), ...expiryProblems(waiver.expires, now)];
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
  const meant = rules.find((one) => same(one.id) || one.aliases?.some(same));
  return [meant ? `no rule has the id ${id}; use ${meant.id}` : `no rule has the id ${id}`];
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
