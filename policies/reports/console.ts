import type { JudgedVerdict, Judgement } from "../engine/judgement";
import { isAtLeast, THRESHOLDS } from "../engine/profiles";
import type { Severity } from "../engine/rule";
import { SEVERITIES } from "../engine/rule";

/** Report for a terminal: findings by severity with place and fix, then the counts. */
export function consoleReport(judgement: Judgement): string {
  const visibleVerdicts = judgement.verdicts.filter(isVisible);
  const bySeverity = SEVERITIES.flatMap((severity) => visibleVerdicts.filter(({ rule }) => rule.severity === severity));
  const problems = judgement.problems.map(({ stack, place, message }) => `WAIVER  ${place || stack}\n  ${message}`);
  const unowned = judgement.unowned.map((type) => `UNOWNED ${type}: no rule checks this type`);
  return [...bySeverity.map(paragraph), ...problems, ...unowned, summary(judgement)].join("\n");
}

/** Construct path of a verdict, or its stack and address. */
export function placeOf({ resource }: JudgedVerdict): string {
  return resource.constructPath ?? `${resource.stack}/${resource.address}`;
}

function isVisible({ outcome, rule, profile }: JudgedVerdict): boolean {
  if (outcome === "broken" || outcome === "blocked") return true;
  return outcome === "reported" && isAtLeast(rule.severity, THRESHOLDS[profile].report);
}

function paragraph(verdict: JudgedVerdict): string {
  const { rule, findings, outcome } = verdict;
  const words = outcome === "reported" ? `${label(rule.severity)} (reported only)` : label(rule.severity);
  const details = findings.map(({ path, message }) => `  ${path ? `${path}: ` : ""}${message}`);
  return [`${words} ${rule.id} ${placeOf(verdict)}: ${rule.title}`, ...details, `  fix: ${rule.fix}`].join("\n");
}

function label(severity: Severity): string {
  return severity.toUpperCase();
}

function summary({ verdicts, stacks, nextExpiryDays }: Judgement): string {
  const count = (outcome: JudgedVerdict["outcome"]): number => verdicts.filter((one) => one.outcome === outcome).length;
  const resources = stacks.reduce((sum, stack) => sum + stack.resources, 0);
  const expiry = nextExpiryDays === undefined ? "" : `, the next expires in ${nextExpiryDays} days`;
  return [
    `policies: ${verdicts.length} checks of ${resources} resources in ${stacks.length} stacks: `,
    `${count("passed")} passed, ${count("blocked")} failed, ${count("reported")} reported, `,
    `${count("open")} open until plan, ${count("broken")} broken; `,
    `${count("waived")} waivers${expiry}`,
  ].join("");
}
