import type { GlobalConfig } from "jest";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { synthesize } from "../../modules/core";
import { policyGate } from "../../policies";
import { createStacks } from "../../stacks";
import { environments, tooling } from "../fixtures/environments";
import { exampleSystems } from "./example-systems";

/**
 * Builds the product and synthesizes its stacks twice: with the fixture environments, on which the requirement tests
 * run, and with those of the repository. Synthesizes the example systems too. Loading the bindings is most of the cost
 * of a synthesis, and Jest would repeat it in every file.
 */
export default function synthesizeOnce({ updateSnapshot }: GlobalConfig): void {
  const root = path.resolve(__dirname, "../..");
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "groundplan-synthesized-"));
  const [fixtures, repository] = [path.join(folder, "fixtures/cdktf.out"), path.join(folder, "repository/cdktf.out")];
  execFileSync("npm", ["run", "-s", "build"], { cwd: root, stdio: "inherit" });
  execFileSync(process.execPath, ["dist/main.js"], {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, CDKTF_OUTDIR: repository },
  });
  for (const example of exampleSystems()) {
    execFileSync(process.execPath, ["dist/tools/commands/synth.js", "--app", `examples/${example}`], {
      cwd: root,
      stdio: "inherit",
      env: { ...process.env, CDKTF_OUTDIR: path.join(folder, "examples", example, "cdktf.out") },
    });
  }
  synthesize((app) => createStacks(app, { environments, tooling }), { outdir: fixtures, gate: policyGate({}) });
  process.env["GROUNDPLAN_SYNTHESIZED"] = fixtures;
  process.env["GROUNDPLAN_REPOSITORY"] = repository;
  process.env["GROUNDPLAN_EXAMPLES"] = path.join(folder, "examples");
  process.env["SNAPSHOT_UPDATE"] = updateSnapshot;
}
