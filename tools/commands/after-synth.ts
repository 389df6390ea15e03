import { takeAppFolder } from "../runner/command/app-folder";
import { asksForHelp, runInProcess } from "../runner/command/command";
import { groundplan } from "./groundplan";
import { exitWith, synthesizeApp } from "./synth";

/** Entry of the npm scripts whose commands read `cdktf.out`: the app writes it first, unless they ask for help. */
function synthesize(argv: readonly string[]): number {
  if (asksForHelp(argv)) return 0;
  return synthesizeApp({ ...takeAppFolder(argv), argv: ["--command-follows"] });
}

exitWith(() => synthesize(process.argv.slice(2)));
if (process.exitCode === 0) void runInProcess(groundplan);
