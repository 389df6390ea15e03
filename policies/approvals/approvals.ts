import { expiryProblems } from "../engine/expiry";
import { isRecord } from "../engine/values";

/** An approved destroy of one resource. */
export interface Approval {
  readonly stack: string;
  readonly address: string;
  readonly reason: string;
  /** Last valid day (UTC) as YYYY-MM-DD. */
  readonly expires: string;
}

/** Valid approvals of a file, and the problems of the others. */
export interface Approvals {
  readonly approvals: readonly Approval[];
  readonly problems: readonly string[];
}

/**
 * Parses `{ "approvals": [{ "stack", "address", "reason", "expires" }] }`. Approvals with a problem are ignored.
 */
export function parseApprovals(text: string, now: Date): Approvals {
  const entries = entriesOf(text);
  if (entries === undefined) return { approvals: [], problems: ['must be JSON in the form { "approvals": [...] }'] };
  const checkedEntries = entries.map((entry, index) => ({ entry, problems: problemsOf(entry, index, now) }));
  return {
    approvals: checkedEntries.filter(({ problems }) => problems.length === 0).map(({ entry }) => entry as Approval),
    problems: checkedEntries.flatMap(({ problems }) => problems),
  };
}

/** Approved destroys, each as `stack address`. */
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
