import { spawnSync } from "node:child_process";
import { asksForHelp, runInProcess } from "../runner/command/command";
import { groundplan } from "./groundplan";

/** Entry of the npm scripts whose commands read `cdktf.out`: `main.ts` writes it first, unless they ask for help. */
function synthesize(argv: readonly string[]): number {
  if (asksForHelp(argv)) return 0;
  return spawnSync(process.execPath, ["dist/main.js", "--command-follows"], { stdio: "inherit" }).status ?? 1;
}

process.exitCode = synthesize(process.argv.slice(2));
if (process.exitCode === 0) void runInProcess(groundplan);
