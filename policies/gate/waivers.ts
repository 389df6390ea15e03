import type { Resource, Rule } from "../engine/rule";
import { isRecord } from "../engine/values";

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

/**
 * Waives a rule for one resource. The waiver stands in `cdk.tf.json` beside the resource, where a reviewer sees it.
 *
 * Critical rules cannot be waived. A waiver that is expired, malformed or no longer needed stops the run.
 *
 * @param element - the resource itself, or the stack for its providers and backend. A module's resource is found with
 *   `module.node.findChild("policy")`.
 * @throws TypeError when the construct is not a Terraform element.
 */
export function waive(element: object, { rule, ...waiver }: Waiver): void {
  if (!isOverridable(element))
    throw new TypeError(`a waiver of ${rule} must stand on a resource, not on a group of them`);
  element.addOverride(`//.waivers.${rule}`, waiver);
}

function isOverridable(element: object): element is { addOverride(path: string, value: unknown): void } {
  return "addOverride" in element && typeof element.addOverride === "function";
}

/** A waiver as it was read, with what is wrong with it. */
export interface ReadWaiver extends Waiver {
  readonly resource: Resource;
  readonly problems: readonly string[];
}

const LONGEST_DAYS = 180;
const DAY = 24 * 60 * 60 * 1000;

/** Every waiver beside a resource, checked against the rules and the day. */
export function readWaivers(resource: Resource, rules: readonly Rule[], now: Date): readonly ReadWaiver[] {
  if (resource.waivers === undefined) return [];
  if (!isRecord(resource.waivers)) return [malformed(resource, "waivers must be an object of waivers by rule id")];
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

function malformed(resource: Resource, problem: string): ReadWaiver {
  return { rule: "?", reason: "", owner: "", expires: "", resource, problems: [problem] };
}

function problemsOf(waiver: Waiver, rules: readonly Rule[], now: Date): readonly string[] {
  return [...ruleProblems(waiver, rules), ...textProblems(waiver), ...expiryProblems(waiver.expires, now)];
}

function ruleProblems({ rule: id, reason }: Waiver, rules: readonly Rule[]): readonly string[] {
  const rule = rules.find((one) => one.id === id);
  if (rule) {
    if (rule.severity === "critical") return [`${id} is critical and cannot be waived`];
    return reason === rule.title ? ["the reason repeats the rule's title; say why it need not hold here"] : [];
  }
  const same = (one: string): boolean => one.toUpperCase() === id.toUpperCase();
  const meant = rules.find((one) => same(one.id) || one.aliases?.some(same));
  return [meant ? `no rule has the id ${id}; write ${meant.id}` : `no rule has the id ${id}`];
}

function textProblems({ reason, owner }: Waiver): readonly string[] {
  return [
    ...(reason.trim().length < 20 ? ["the reason must have at least 20 characters"] : []),
    ...(owner.trim() === "" ? ["an owner must be named"] : []),
  ];
}

/** What is wrong with an expiry day; shared by everything that is accepted for a time. */
export function expiryProblems(expires: string, now: Date): readonly string[] {
  const day = dayOf(expires);
  if (day === undefined) return [`expires must be a day of the calendar as YYYY-MM-DD, got ${JSON.stringify(expires)}`];
  const left = daysLeft(expires, now);
  if (left < 0) return [`expired on ${expires}`];
  return left > LONGEST_DAYS ? [`expires ${left} days ahead; at most ${LONGEST_DAYS} are allowed`] : [];
}

/** Whole days until the last day on which something counts; negative afterwards. */
export function daysLeft(expires: string, now: Date): number {
  const today = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate());
  return Math.round(((dayOf(expires) ?? 0) - today) / DAY);
}

function dayOf(text: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const day = new Date(`${text}T00:00:00Z`);
  // 31 February would become a day of March.
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text) ? day.getTime() : undefined;
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
