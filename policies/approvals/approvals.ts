import { isRecord } from "../engine/values";
import { expiryProblems } from "../engine/expiry";

/** A destruction that somebody decided on. */
export interface Approval {
  readonly stack: string;
  readonly address: string;
  readonly reason: string;
  /** The last day on which it counts, as YYYY-MM-DD in UTC. */
  readonly expires: string;
}

/** The approvals of a file, and what is wrong with it. */
export interface Approvals {
  readonly approvals: readonly Approval[];
  readonly problems: readonly string[];
}

/**
 * Reads an approval file: `{ "approvals": [{ "stack", "address", "reason", "expires" }] }`. Approvals with a problem do not count.
 */
export function parseApprovals(text: string, now: Date): Approvals {
  const entries = entriesOf(text);
  if (entries === undefined) return { approvals: [], problems: ['must be JSON in the form { "approvals": [...] }'] };
  const judged = entries.map((entry, index) => ({ entry, problems: problemsOf(entry, index, now) }));
  return {
    approvals: judged.filter(({ problems }) => problems.length === 0).map(({ entry }) => entry as Approval),
    problems: judged.flatMap(({ problems }) => problems),
  };
}

/** What is approved, each as `stack address`. */
export function approvedDestroys({ approvals }: Approvals): ReadonlySet<string> {
  return new Set(approvals.map(({ stack, address }) => `${stack} ${address}`));
}

function entriesOf(text: string): readonly unknown[] | undefined {
  try {
    const file = JSON.parse(text) as unknown;
    return isRecord(file) && Array.isArray(file["approvals"]) ? file["approvals"] : undefined;
  } catch {
    return undefined;
  }
}

function problemsOf(entry: unknown, index: number, now: Date): readonly string[] {
  const approval = isRecord(entry) ? entry : {};
  const missing = ["stack", "address", "reason", "expires"].filter(
    (key) => typeof approval[key] !== "string" || approval[key] === "",
  );
  const place = `approvals[${index}]`;
  if (missing.length > 0) return [`${place}: needs ${missing.join(", ")}`];
  const short =
    String(approval["reason"]).trim().length < 20 ? [`${place}: the reason must have at least 20 characters`] : [];
  return [...short, ...expiryProblems(String(approval["expires"]), now).map((problem) => `${place}: ${problem}`)];
}
