import { expiryProblems, isExpired } from "../engine/expiry";
import { findingKey, type JudgedVerdict, type Judgement } from "../engine/judgement";
import { isRecord, recordsOf } from "../engine/values";
import type { Expiry } from "../engine/waivers";

/** Findings that existed when a project adopted the policies. */
export interface Baseline {
  /** Each as `rule stack address`. Empty if the baseline is invalid or its expiry is enforced and has passed. */
  readonly knownFindings: ReadonlySet<string>;
  readonly problems: readonly string[];
  /** Last valid day (UTC) as YYYY-MM-DD. */
  readonly expires?: string;
}

export const NO_BASELINE: Baseline = { knownFindings: new Set(), problems: [] };

/** Days until a new baseline expires. */
const BASELINE_DAYS = 90;
const DAY = 24 * 60 * 60 * 1000;

/** Parses `{ "expires", "findings": [{ "rule", "stack", "address" }] }`. */
export function parseBaseline(text: string, now: Date, expiry: Expiry = "enforce"): Baseline {
  const file = parsed(text);
  const findings = file && Array.isArray(file["findings"]) ? file["findings"] : undefined;
  if (!file || !findings) return invalid('must be JSON in the form { "expires", "findings": [...] }');
  const expires = String(file["expires"] ?? "");
  const malformed = findings.flatMap((one, index) =>
    isFinding(one) ? [] : [`findings[${index}]: needs rule, stack and address`],
  );
  const stillApplies = expiry === "report" && isExpired(expires, now);
  const problems = [...malformed, ...(stillApplies ? [] : expiryProblems(expires, now))];
  if (problems.length > 0) return { ...NO_BASELINE, problems };
  const keys = recordsOf(findings).map(({ rule, stack, address }) => [rule, stack, address].join(" "));
  return { knownFindings: new Set(keys), problems: [], expires };
}

/**
 * Text of a baseline with the findings that fail a run, or fail it without its baseline. It expires after 90 days.
 */
export function baselineOf(judgement: Judgement, now: Date): string {
  const expires = new Date(now.getTime() + BASELINE_DAYS * DAY).toISOString().slice(0, 10);
  const findings = judgement.verdicts
    .filter(isFailing)
    .map(({ rule, resource: { stack, address } }) => ({ rule: rule.id, stack, address }));
  return `${JSON.stringify({ expires, findings }, undefined, 2)}\n`;
}

/** Findings that fail a run, or fail it without its baseline, each as `rule stack address`. */
export function failingFindings({ verdicts }: Judgement): readonly string[] {
  return verdicts.filter(isFailing).map(findingKey);
}

const isFailing = ({ outcome }: JudgedVerdict): boolean => outcome === "blocked" || outcome === "known";

function invalid(problem: string): Baseline {
  return { ...NO_BASELINE, problems: [problem] };
}

function parsed(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const file = JSON.parse(text) as unknown;
    return isRecord(file) ? file : undefined;
  } catch {
    return undefined;
  }
}

function isFinding(value: unknown): boolean {
  return (
    isRecord(value) && ["rule", "stack", "address"].every((key) => typeof value[key] === "string" && value[key] !== "")
  );
}
