import type { GlobalConfig } from "jest";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { synthesize } from "../../modules/core";
import { policyGate } from "../../policies";
import { createStacks } from "../../stacks";
import { environments, tooling } from "../fixtures/environments";
import { exampleSystems } from "./example-systems";
import { exampleFixturesFolder, exampleFolder, repositoryFolder, synthesizedFolder } from "./synthesized";

/**
 * Builds the product and synthesizes its stacks twice: with the fixture environments, on which the requirement tests
 * run, and with those of the repository. So it does with the example systems. Loading the bindings is most of the cost
 * of a synthesis, and Jest would repeat it in every file. Runs on the same sources share the folder GROUNDPLAN_RUN.
 */
export default function synthesizeOnce({ updateSnapshot }: GlobalConfig): void {
  const { GROUNDPLAN_RUN: shared } = process.env;
  const folder = shared ?? fs.mkdtempSync(path.join(os.tmpdir(), "groundplan-synthesized-"));
  process.env["GROUNDPLAN_SYNTHESIZED"] = path.join(folder, "fixtures/cdktf.out");
  process.env["GROUNDPLAN_REPOSITORY"] = path.join(folder, "repository/cdktf.out");
  process.env["GROUNDPLAN_EXAMPLES"] = path.join(folder, "examples");
  process.env["SNAPSHOT_UPDATE"] = updateSnapshot;
  // The fixtures are the last to be written.
  if (!fs.existsSync(synthesizedFolder())) synthesizeAll();
}

function synthesizeAll(): void {
  const root = path.resolve(__dirname, "../..");
  execFileSync("npm", ["run", "-s", "build"], { cwd: root, stdio: "inherit" });
  execFileSync(process.execPath, ["dist/main.js"], {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, CDKTF_OUTDIR: repositoryFolder() },
  });
  for (const example of exampleSystems()) {
    execFileSync(process.execPath, ["dist/tools/commands/synth.js", "--app", `examples/${example}`], {
      cwd: root,
      stdio: "inherit",
      env: { ...process.env, CDKTF_OUTDIR: exampleFolder(example) },
    });
    synthesizeFixtures(example, exampleFixturesFolder(example));
  }
  const gate = policyGate({});
  synthesize((app) => createStacks(app, { environments, tooling }), { outdir: synthesizedFolder(), gate });
}

const load = createRequire(__filename);

/** Values and stacks of an example system. An app without tooling ignores it. */
interface Fixtures {
  readonly environments: unknown;
  readonly tooling?: unknown;
}
interface Stacks {
  createStacks(app: unknown, environments: unknown, tooling: unknown): void;
}

/** An example imports public names, which Node.js resolves to the compiled product. */
function synthesizeFixtures(example: string, outdir: string): void {
  const fixtures = path.resolve(__dirname, "../../examples", example, "tests/fixtures/environments");
  if (!fs.existsSync(fixtures)) return;
  const { environments, tooling } = load(path.join(fixtures, "index.ts")) as Fixtures;
  const { createStacks } = load(`../../dist/examples/${example}/stacks`) as Stacks;
  const core = load("groundplan/core") as typeof import("../../modules/core");
  const policies = load("groundplan/policies") as typeof import("../../policies");
  core.synthesize((app) => createStacks(app, environments, tooling), { outdir, gate: policies.policyGate({}) });
}
