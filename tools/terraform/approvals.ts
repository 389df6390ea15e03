import fs from "node:fs";
import path from "node:path";
import { EXIT_CODES, ToolError } from "./tool-error";

/** A replacement or destruction of a stateful resource that somebody wants. */
export interface Approval {
  /** `stack: resource address`. */
  readonly address: string;
  readonly reason: string;
  /** Last day on which it holds, as `YYYY-MM-DD`. */
  readonly expires: string;
}

const MEMBERS = ["address", "reason", "expires"] as const;

/**
 * Reads the approvals that hold today. No file means none.
 *
 * @param today - as `YYYY-MM-DD`.
 * @throws ToolError (usage) for a file that is no list of approvals, with the entry that is wrong.
 */
export function readApprovals(file: string, today: string): Approval[] {
  if (!fs.existsSync(file)) return [];
  const entries = parse(file);
  const wrong = entries.findIndex((entry) => !isApproval(entry));
  if (wrong >= 0)
    throw malformed(file, `entry ${wrong + 1} needs ${MEMBERS.join(", ")}; expires is a date such as 2026-12-31`);
  return (entries as Approval[]).filter(({ expires }) => expires >= today);
}

function parse(file: string): unknown[] {
  try {
    const content = JSON.parse(fs.readFileSync(file, "utf8")) as unknown;
    if (Array.isArray(content)) return content;
  } catch (error) {
    throw malformed(file, (error as Error).message);
  }
  throw malformed(file, "not a list");
}

function isApproval(entry: unknown): entry is Approval {
  const { address, reason, expires } = (entry ?? {}) as Partial<Approval>;
  return Boolean(address && reason) && /^\d{4}-\d{2}-\d{2}$/.test(expires ?? "");
}

function malformed(file: string, reason: string): ToolError {
  return new ToolError(`${path.basename(file)} is no list of approvals: ${reason}`, EXIT_CODES.usage);
}
