import fs from "node:fs";
import path from "node:path";
import type { EvidenceFinding } from "../finding";
import type { EvidenceOf } from "../promises-file";

/** The sum of a runbook's steps is within the promise. */
export function recoveryTime(claim: EvidenceOf<"recoveryTime">, folder: string): EvidenceFinding {
  const { stepMinutes, runbook, withinMinutes } = claim;
  const minutes = Object.values(stepMinutes).reduce((sum, one) => sum + one, 0);
  const steps = Object.entries(stepMinutes).map(([step, duration]) => `${duration} ${step}`);
  const sum = `${minutes} min: ${steps.join(" + ")}, steps of ${runbook}`;
  if (!fs.existsSync(path.join(folder, runbook)))
    return { way: "computed", holds: false, text: `no runbook ${runbook}` };
  const holds = minutes <= withinMinutes;
  return { way: "computed", holds, text: holds ? sum : `${sum}, over ${withinMinutes} min` };
}
