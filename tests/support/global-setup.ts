import type { GlobalConfig } from "jest";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

/**
 * Builds and synthesizes every stack of every environment once; test files read the result with `synthesizedStacks`.
 * Loading the bindings is most of the cost of a synthesis, and jest would pay it again in every file.
 */
export default function synthesizeOnce({ updateSnapshot }: GlobalConfig): void {
  const root = path.resolve(__dirname, "../..");
  const outdir = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "groundplan-synthesized-")), "cdktf.out");
  execFileSync("npm", ["run", "-s", "build"], { cwd: root, stdio: "inherit" });
  execFileSync(process.execPath, ["dist/main.js"], {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, CDKTF_OUTDIR: outdir },
  });
  process.env["GROUNDPLAN_SYNTHESIZED"] = outdir;
  process.env["SNAPSHOT_UPDATE"] = updateSnapshot;
}
