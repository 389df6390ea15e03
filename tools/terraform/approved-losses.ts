import fs from "node:fs";
import path from "node:path";
import { approvedDestroys, parseApprovals } from "../../policies";
import { EXIT_CODES, ToolError } from "./tool-error";

/**
 * The losses of data that somebody decided on, each as `stack address`: the file that the policy gate reads too. No file means none.
 *
 * @throws ToolError (usage) for a file with an approval that does not hold, with everything that is wrong.
 */
export function approvedLosses(file: string, now: Date): ReadonlySet<string> {
  if (!fs.existsSync(file)) return new Set();
  const approvals = parseApprovals(fs.readFileSync(file, "utf8"), now);
  if (approvals.problems.length > 0) {
    throw new ToolError(`${path.basename(file)}: ${approvals.problems.join("; ")}`, EXIT_CODES.usage);
  }
  return approvedDestroys(approvals);
}
