import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/**
 * Returns true if the program is installed. Tests that need a missing program are skipped with a line; in continuous
 * integration a missing program is an error, because a skipped test would go unnoticed.
 */
export function hasProgram(name: string): boolean {
  const found = (process.env["PATH"] ?? "").split(delimiter).some((folder) => isExecutable(join(folder, name)));
  if (found) return true;
  if (process.env["CI"] === "true") throw new Error(`${name} is not installed`);
  process.stderr.write(`${name} is not installed: the tests that need it are skipped\n`);
  return false;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
