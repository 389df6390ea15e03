import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/**
 * Whether the program can be run, for tests that need it. Where it is not installed they are skipped with a line that says so; continuous
 * integration has it, and a skipped test there would be one that nobody sees.
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
