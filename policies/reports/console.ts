import type { JudgedVerdict, Judgement } from "../engine/judgement";
import { isAtLeast, THRESHOLDS } from "../engine/profiles";
import type { Severity } from "../engine/rule";
import { SEVERITIES } from "../engine/rule";

/** Report for a terminal: findings by severity with place and fix, then the counts. */
export function consoleReport(judgement: Judgement): string {
  const visibleVerdicts = judgement.verdicts.filter(isVisible);
  const bySeverity = SEVERITIES.flatMap((severity) => visibleVerdicts.filter(({ rule }) => rule.severity === severity));
  const problems = judgement.problems.map(({ stack, place, message }) => `WAIVER  ${place || stack}\n  ${message}`);
  const unowned = judgement.unowned.map((type) =>
    judgement.ungoverned.includes(type)
      ? `INCOMPLETE ${type}: may grant access, and no rule checks this type`
      : `UNOWNED ${type}: no rule checks this type`,
  );
  return [
    ...bySeverity.map(findingText),
    ...openChecks(judgement),
    ...problems,
    ...unowned,
    ...assumptions(judgement),
    ...expiryNotices(judgement),
    summary(judgement),
  ].join("\n");
}

/** Critical and high checks of a plan that cannot be decided. A configuration is checked again as a plan. */
export function openChecks({ phase, verdicts }: Judgement): readonly string[] {
  const open = verdicts.filter(({ outcome, rule }) => outcome === "open" && isAtLeast(rule.severity, "high"));
  if (phase !== "plan") return [];
  return open.map((verdict) => {
    const { rule, findings } = verdict;
    const reasons = findings.map(({ path, message }) => `${path}: ${message}`.replace(/^: /, ""));
    return `OPEN    ${label(rule.severity)} ${rule.id} ${placeOf(verdict)}: ${[...new Set(reasons)].join("; ")}`;
  });
}

function assumptions({ stacks }: Judgement): readonly string[] {
  return stacks.flatMap(({ name, profileAssumed, unseen }) => [
    ...(profileAssumed
      ? [`PROFILE ${name}: judged as prod; it states no stage and its provider sets no default tag Environment`]
      : []),
    ...unseen.map((module) => `OPEN    ${name}/${module}: its resources are unknown until plan`),
  ]);
}

/** Days before the expiry of a waiver from which each run prints it. */
const NOTICE_DAYS = 42;

/** Lines about valid waivers that have expired or expire within six weeks. */
export function expiryNotices({ waivers }: Pick<Judgement, "waivers">): readonly string[] {
  return waivers
    .filter(({ problems, daysLeft }) => problems.length === 0 && daysLeft <= NOTICE_DAYS)
    .map(({ rule, resource, owner, expires, daysLeft }) => {
      const date = daysLeft < 0 ? `EXPIRED on ${expires}` : `expires on ${expires}, in ${daysLeft} days`;
      return `WAIVER  ${date}: ${rule} at ${placeOf({ resource })} (owner: ${owner}); renew or remove the waiver`;
    });
}

/** Construct path of a resource, or its stack and address. */
export function placeOf({ resource }: Pick<JudgedVerdict, "resource">): string {
  return resource.constructPath ?? `${resource.stack}/${resource.address}`;
}

function isVisible({ outcome, rule, profile }: JudgedVerdict): boolean {
  if (outcome === "broken" || outcome === "blocked") return true;
  return outcome === "reported" && isAtLeast(rule.severity, THRESHOLDS[profile].report);
}

/** A finding with its place, its details and the fix. */
export function findingText(verdict: JudgedVerdict): string {
  const { rule, findings, outcome } = verdict;
  const words = outcome === "reported" ? `${label(rule.severity)} (reported only)` : label(rule.severity);
  const details = findings.map(({ path, message }) => `  ${path ? `${path}: ` : ""}${message}`);
  return [`${words} ${rule.id} ${placeOf(verdict)}: ${rule.title}`, ...details, `  fix: ${rule.fix}`].join("\n");
}

function label(severity: Severity): string {
  return severity.toUpperCase();
}

function summary({ phase, verdicts, stacks, nextExpiryDays }: Judgement): string {
  const count = (outcome: JudgedVerdict["outcome"]): number => verdicts.filter((one) => one.outcome === outcome).length;
  const resources = stacks.reduce((sum, stack) => sum + stack.resources, 0);
  const expiry =
    nextExpiryDays === undefined || nextExpiryDays < 0 ? "" : `, the next expires in ${nextExpiryDays} days`;
  const known = count("known") === 0 ? "" : `${count("known")} known, `;
  const modules = stacks.flatMap(({ unseen }) => unseen).length;
  const unseenModules = modules === 0 ? "" : `, ${modules} modules not seen`;
  return [
    `policies: ${verdicts.length} checks of ${resources} resources in ${stacks.length} stacks: `,
    `${count("passed")} passed, ${count("blocked")} failed, ${count("reported")} reported, ${known}`,
    `${count("open")} open until ${phase === "plan" ? "apply" : "plan"}, ${count("broken")} broken; `,
    `${count("waived")} waivers${expiry}${unseenModules}`,
  ].join("");
}
