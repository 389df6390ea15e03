import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { emulateWith } from "../../tools/commands/emulate";
import type { Machine } from "../../tools/runner/command/machine";
import { EXIT_CODES, ToolError } from "../../tools/runner/command/exit-codes";
import { bareMachine, offerProvider, runCommand, temporaryFolder, withTerraform } from "../tools/fixtures";
import { isRunning, until } from "../support/processes";
import { here, LISTENS, withMotoServer } from "./fixtures";

const folder = temporaryFolder();
const emulate = (machine: Machine, argv: readonly string[], signal?: AbortSignal) =>
  runCommand(emulateWith({}), machine, argv, signal);

/** A machine with a fake Terraform, a provider mirror, a temporary folder and optionally an emulator. */
function machineWith(bodies: Readonly<Record<string, string>>, moto?: { readonly env: NodeJS.ProcessEnv }): Machine {
  const root = fs.mkdtempSync(path.join(folder, "machine-"));
  const mirror = path.join(root, "mirror");
  offerProvider(mirror, "6.25.0");
  const { env } = withTerraform(bareMachine(root), { init: "touch .terraform.lock.hcl", ...bodies });
  const search = [env["PATH"]!, ...(moto ? [moto.env["PATH"]!.split(":")[0]!] : [])].join(":");
  return here({ ...env, PATH: search, TF_PLUGIN_MIRROR_DIR: mirror });
}

const cliOf = (root: string): string => path.join(root, "dist/tools/commands/groundplan.js");

describe("groundplan emulate ends with one error", () => {
  test("for an unknown module, with the known ones", async () => {
    const { exitCode, errors } = await emulate(here(), ["networks"]);
    expect({ exitCode, errors }).toEqual({
      exitCode: 2,
      errors: expect.stringMatching(
        /^unknown module networks; modules: account, .*api\/http, api\/rest, compute\/containers, .*core, .*network, /,
      ),
    });
  });

  test("outside of the repository", async () => {
    expect(await emulate({ ...here(), cwd: folder }, [])).toMatchObject({
      exitCode: 2,
      errors: `no modules in ${folder}; run it in the project's root`,
    });
  });

  test("without Terraform, or skips with --if-available, but not in CI", async () => {
    const machine = (CI: string) => here({ PATH: folder, CI });
    const errors = expect.stringMatching(/^no terraform on PATH; install Terraform >= 1.10.0/);
    expect(await emulate(machine("false"), ["network"])).toMatchObject({ exitCode: 3, errors });
    expect(await emulate(machine("true"), ["network", "--if-available"])).toMatchObject({ exitCode: 3, errors });
    expect(await emulate(machine("false"), ["network", "--if-available"])).toMatchObject({
      exitCode: 0,
      output: expect.stringMatching(/^skipped: no terraform on PATH/),
    });
  });

  test("without moto_server", async () => {
    expect(await emulate(machineWith({}), ["network"])).toMatchObject({
      exitCode: 3,
      errors: expect.stringMatching(/^no moto_server on PATH; install it with `pip install 'moto\[server\]==/),
    });
  });

  test("after a crash of Terraform, and stops the emulator and removes its temporary folder", () => {
    const moto = withMotoServer(folder, LISTENS);
    const scratch = fs.mkdtempSync(path.join(folder, "scratch-"));
    const { cwd, env } = machineWith({ plan: "exit 0", apply: "echo panic >&2; exit 11" }, moto);
    const options = { cwd, env: { ...env, TMPDIR: scratch }, encoding: "utf8" } as const;
    const { status, stdout } = spawnSync(process.execPath, [cliOf(cwd), "emulate", "network"], options);
    expect(stdout).toContain("Error: network\n  terraform apply ended with exit code 11\n  panic");
    expect(status).toBe(1);
    expect(isRunning(moto.pid())).toBe(false);
    expect(fs.readdirSync(scratch)).toEqual([]);
  });

  test.each(["SIGINT", "SIGTERM"] as const)(
    "after %s, even twice, and stops the emulator and Terraform and removes its temporary folder",
    async (signal) => {
      const moto = withMotoServer(folder, LISTENS);
      const scratch = fs.mkdtempSync(path.join(folder, "scratch-"));
      const pidFile = path.join(scratch, "..", `${signal}.pid`);
      const { cwd, env } = machineWith({ plan: `echo $$ > ${pidFile}; exec sleep 60` }, moto);
      const run = spawn(process.execPath, [cliOf(cwd), "emulate", "network"], {
        cwd,
        env: { ...env, TMPDIR: scratch },
      });
      let errors = "";
      run.stderr.on("data", (chunk) => (errors += String(chunk)));
      const ended = new Promise((resolve) => run.once("close", resolve));
      await until(() => fs.existsSync(pidFile) && fs.readFileSync(pidFile, "utf8").endsWith("\n"));
      run.kill(signal);
      await new Promise((resolve) => setTimeout(resolve, 5));
      run.kill(signal);
      expect(await ended).toBe(130);
      expect(errors).toBe("interrupted\n");
      expect(isRunning(moto.pid())).toBe(false);
      expect(isRunning(Number(fs.readFileSync(pidFile, "utf8")))).toBe(false);
      expect(fs.readdirSync(scratch)).toEqual([]);
    },
  );
});

describe("a shell command against the emulator", () => {
  test("receives its address, a region and credentials", async () => {
    const { env } = withMotoServer(folder, LISTENS);
    const told = path.join(folder, "told");
    const command = `echo "$AWS_ENDPOINT_URL $AWS_REGION $AWS_ACCESS_KEY_ID $AWS_SECRET_ACCESS_KEY" > ${told}`;
    expect(await emulate(here(env), ["--exec", command])).toMatchObject({ exitCode: 0, errors: "" });
    expect(fs.readFileSync(told, "utf8")).toMatch(/^http:\/\/127\.0\.0\.1:\d+ us-east-1 emulated emulated\n$/);
  });

  test("that fails ends the run with 1", async () => {
    const { env, pid } = withMotoServer(folder, LISTENS);
    expect(await emulate(here(env), ["--exec", "exit 7"])).toMatchObject({
      exitCode: 1,
      errors: "exit 7: ended with exit code 7",
    });
    expect(isRunning(pid())).toBe(false);
  });

  test("is stopped with its child processes if the run is interrupted", async () => {
    const { env } = withMotoServer(folder, LISTENS);
    const pidFile = path.join(folder, "command.pid");
    const interruption = new AbortController();
    const run = emulate(here(env), ["--exec", `sleep 60 & echo $! > ${pidFile}; wait`], interruption.signal);
    await until(() => fs.existsSync(pidFile) && fs.readFileSync(pidFile, "utf8").endsWith("\n"));
    interruption.abort(new ToolError("interrupted", EXIT_CODES.interrupted));
    expect(await run).toMatchObject({ exitCode: 130, errors: "interrupted" });
    await until(() => !isRunning(Number(fs.readFileSync(pidFile, "utf8"))));
  });
});
