import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { takeAppFolder, type AppArguments } from "../runner/command/app-folder";
import { ToolError, usageError } from "../runner/command/exit-codes";

/**
 * Runs the compiled app of this repository that `--app` names (default: the reference platform). It writes `cdktf.out`
 * in its folder.
 *
 * @returns the exit code of the app.
 * @throws ToolError (usage) for a folder without a compiled `main.ts`.
 */
export function synthesizeApp({ argv, folder = "." }: AppArguments): number {
  const program = path.resolve("dist", path.relative("", folder), "main.js");
  if (!fs.existsSync(program)) throw usageError(`--app: ${folder} has no main.ts that "npm run build" compiles`);
  return spawnSync(process.execPath, [program, ...argv], { cwd: folder, stdio: "inherit" }).status ?? 1;
}

/** Sets the exit code of this process to that of `run`, or to that of its ToolError, whose message it prints. */
export function exitWith(run: () => number): void {
  try {
    process.exitCode = run();
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    console.error(error.message);
    process.exitCode = error.exitCode;
  }
}

if (require.main === module) exitWith(() => synthesizeApp(takeAppFolder(process.argv.slice(2))));
