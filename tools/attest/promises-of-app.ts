import fs from "node:fs";
import path from "node:path";
import type { StackInput } from "../../policies";
import { attest, type Attestation } from "./attest";
import { readPromises } from "./promises-file";

/** File of an app's promises, in the folder of the app. */
export const PROMISES_FILE = "promises.json";

/**
 * Checks the promises of an app.
 *
 * @param folder - folder of the app, in which `promises.json` and the files are that it names.
 * @param stacks - all synthesized stacks of the app.
 * @returns undefined without a file of promises.
 * @throws ToolError (usage) for a file that cannot be read, with every problem.
 */
export function promisesOfApp(
  folder: string,
  stacks: readonly StackInput[],
  now: Date,
): readonly Attestation[] | undefined {
  const file = path.join(folder, PROMISES_FILE);
  if (!fs.existsSync(file)) return undefined;
  return attest({ file: readPromises(PROMISES_FILE, fs.readFileSync(file, "utf8")), stacks, folder, now });
}
