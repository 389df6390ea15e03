import fs from "node:fs";
import path from "node:path";
import { approvedDestroys, parseApprovals } from "../../../policies";
import { EXIT_CODES, ToolError } from "../command/exit-codes";

/**
 * Reads the approved destructions of stateful resources, each as `stack address`. Without the file nothing is
 * approved.
 *
 * @throws ToolError (waivers) with every malformed or expired approval.
 */
export function readApprovals(file: string, now: Date): ReadonlySet<string> {
  if (!fs.existsSync(file)) return new Set();
  const approvals = parseApprovals(fs.readFileSync(file, "utf8"), now);
  if (approvals.problems.length > 0) {
    throw new ToolError(`${path.basename(file)}: ${approvals.problems.join("; ")}`, EXIT_CODES.waivers);
  }
  return approvedDestroys(approvals);
}
