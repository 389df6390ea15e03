import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { repositoryFolder, repositoryStackNames } from "./support/synthesized";

const root = path.resolve(__dirname, "..");
/** The CLI's terminal library has no build for newer versions; the library itself runs on them. */
const cliRuns = Number(process.versions.node.split(".")[0]) <= 22;

(cliRuns ? describe : describe.skip)(`the cdktf CLI${cliRuns ? "" : " (skipped: it needs Node 20 or 22)"}`, () => {
  const output = fs.mkdtempSync(path.join(os.tmpdir(), "groundplan-cli-"));
  afterAll(() => fs.rmSync(output, { recursive: true }));

  function cdktf(command: string): { status: number | null; stdout: string } {
    const cli = path.join(root, "node_modules/.bin/cdktf");
    const app = "node dist/main.js";
    const { CDKTF_OUTDIR: _outdir, ...rest } = process.env;
    const env = { ...rest, CHECKPOINT_DISABLE: "1", CI: "1", FORCE_COLOR: "0" };
    return spawnSync(cli, [command, "--app", app, "--output", output], { cwd: root, env, encoding: "utf8" });
  }

  test("lists every stack", () => {
    const { status, stdout } = cdktf("list");
    expect(status).toBe(0);
    for (const name of repositoryStackNames()) expect(stdout).toMatch(new RegExp(`^${name} +\\S*/stacks/`, "m"));
  });

  test("synthesizes the same configuration as running the app", () => {
    expect(cdktf("synth").status).toBe(0);
    for (const name of repositoryStackNames()) {
      const read = (folder: string) => fs.readFileSync(path.join(folder, "stacks", name, "cdk.tf.json"), "utf8");
      expect(read(output)).toBe(read(repositoryFolder()));
    }
  });
});
