import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { synthesizedFolder } from "../support/synthesized";
import { isRunning } from "../support/processes";
import { bareMachine, temporaryFolder, withTerraform } from "../tools/fixtures";

const root = temporaryFolder();
const cli = path.resolve(__dirname, "../../dist/tools/commands/groundplan.js");

test.each(["SIGINT", "SIGTERM"] as const)(
  "%s ends a rehearsal with one line, stops Terraform, removes temporary files and does not change the work tree",
  async (signal) => {
    const scratch = fs.mkdtempSync(path.join(root, "scratch-"));
    const pidFile = path.join(root, `${signal}.pid`);
    const validate = `echo $$ > ${pidFile}; exec sleep 60`;
    const { cwd, env } = withTerraform(bareMachine(path.join(root, signal)), { init: "true", validate });
    const options = { cwd, env: { ...env, CDKTF_OUTDIR: synthesizedFolder(), TMPDIR: scratch } };
    const run = spawn(process.execPath, [cli, "rehearse", "dev-recovery"], options);
    let errors = "";
    run.stderr.on("data", (chunk) => (errors += String(chunk)));
    const ended = new Promise((resolve) => run.once("close", resolve));
    while (!fs.existsSync(pidFile) || !fs.readFileSync(pidFile, "utf8").endsWith("\n")) {
      if (run.exitCode !== null) throw new Error(`it ended before it was interrupted: ${errors}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    run.kill(signal);
    expect(await ended).toBe(130);
    expect(errors).toBe("interrupted\n");
    expect(isRunning(Number(fs.readFileSync(pidFile, "utf8")))).toBe(false);
    expect(fs.readdirSync(scratch)).toEqual([]);
    expect(fs.readdirSync(cwd)).toEqual([]);
  },
);
