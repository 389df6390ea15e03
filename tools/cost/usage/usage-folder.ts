import fs from "node:fs";
import path from "node:path";
import { usageError } from "../../runner/command/exit-codes";
import { readUsageFile, type UsageFile } from "./usage-file";

const DEFAULT_FOLDER = "usage";

/**
 * Reads the usage files of environments: `<environment>.json` in a folder. An environment without a file has no usage.
 *
 * @param folder - path from `cwd`; "none" reads nothing. @default usage, if it exists
 * @throws ToolError (usage) for a folder that does not exist, and for a file that cannot be read.
 */
export function readUsageFolder(
  folder: string | undefined,
  environments: readonly string[],
  cwd: string,
): ReadonlyMap<string, UsageFile> {
  if (folder === "none") return new Map();
  const base = path.resolve(cwd, folder ?? DEFAULT_FOLDER);
  if (folder !== undefined && !fs.existsSync(base)) throw usageError(`--usage ${folder}: no such folder`);
  const files = environments.map((name) => [name, path.join(base, `${name}.json`)] as const);
  return new Map(
    files
      .filter(([, file]) => fs.existsSync(file))
      .map(([name, file]) => [name, readUsageFile(path.relative(cwd, file), fs.readFileSync(file, "utf8"))]),
  );
}

/** True if a usage file states a low or a high quantity. */
export function hasBand(usage: ReadonlyMap<string, UsageFile>): boolean {
  const quantities = [...usage.values()].flatMap(({ workload }) => Object.values(workload));
  return quantities.some(({ low, high }) => low !== undefined || high !== undefined);
}
