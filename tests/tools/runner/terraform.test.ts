import fs from "node:fs";
import path from "node:path";
import { Terraform, closedEnvironment } from "../../../tools/runner/terraform/terraform";
import { runProgram } from "../../../tools/runner/command/child-process";
import { bareMachine, temporaryFolder, withTerraform } from "../fixtures";

const root = temporaryFolder();
const signal = new AbortController().signal;
const INSTALL = "install Terraform >= 1.10.0 (https://developer.hashicorp.com/terraform/install) and put it on PATH";

describe("Terraform.find", () => {
  test("reads the version and platform of the program on PATH", async () => {
    const machine = withTerraform(bareMachine(path.join(root, "found")), {});
    expect(await Terraform.find(machine, signal)).toMatchObject({ version: "1.11.4", platform: "linux_amd64" });
  });

  test("says what to install if terraform is not on PATH", async () => {
    const machine = bareMachine(path.join(root, "none"), { env: { PATH: path.join(root, "none") } });
    const error = { exitCode: 3, message: `no terraform on PATH; ${INSTALL}` };
    await expect(Terraform.find(machine, signal)).rejects.toMatchObject(error);
  });

  test.each([
    ["too old", `echo '{ "terraform_version": "1.9.8", "platform": "linux_amd64" }'`, "found Terraform 1.9.8"],
    ["broken", "echo damaged >&2; exit 1", "terraform version does not answer (damaged)"],
    ["mute", "exit 0", "terraform version does not answer (exit code 0)"],
  ])("says what to install if terraform is %s", async (name, version, message) => {
    const machine = withTerraform(bareMachine(path.join(root, name)), { version });
    const error = { exitCode: 3, message: `${message}; ${INSTALL}` };
    await expect(Terraform.find(machine, signal)).rejects.toMatchObject(error);
  });

  test("throws other errors of starting the program", async () => {
    const machine = withTerraform(bareMachine(path.join(root, "closed")), {});
    fs.chmodSync(path.join(machine.env["PATH"]!.split(":")[0]!, "terraform"), 0o644);
    const onlyThere = { ...machine, env: { PATH: machine.env["PATH"]!.split(":")[0]! } };
    await expect(Terraform.find(onlyThere, signal)).rejects.toMatchObject({ code: "EACCES" });
  });
});

describe("closedEnvironment", () => {
  test("removes the variables of AWS and Terraform, except values of Terraform variables", () => {
    const env = { HOME: "/h", HTTPS_PROXY: "p", AWS_PROFILE: "admin", TF_CLI_ARGS: "-x", TF_VAR_a: "1" };
    expect(closedEnvironment(env)).toEqual({
      HOME: "/h",
      HTTPS_PROXY: "p",
      TF_VAR_a: "1",
      AWS_CONFIG_FILE: "/dev/null",
      AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
      AWS_EC2_METADATA_DISABLED: "true",
      AWS_ENDPOINT_URL: "http://127.0.0.1:9",
      CHECKPOINT_DISABLE: "1",
      TF_CLI_CONFIG_FILE: "/dev/null",
      TF_IN_AUTOMATION: "1",
      TF_INPUT: "0",
    });
  });
});

describe("runProgram", () => {
  const sh = (script: string, abort = signal) =>
    runProgram("/bin/sh", ["-c", script], { cwd: root, env: { PATH: "/usr/bin:/bin" }, signal: abort });

  test("returns the exit code and both outputs", async () => {
    expect(await sh("echo out; echo err >&2; exit 4")).toEqual({ code: 4, stdout: "out\n", stderr: "err\n" });
  });

  test("returns exit code 1 for a program killed by a signal", async () => {
    expect(await sh("kill -9 $$")).toMatchObject({ code: 1 });
  });

  test("does not start a program if the run is already interrupted", async () => {
    await expect(sh("touch started", AbortSignal.abort("over"))).rejects.toBe("over");
    expect(fs.existsSync(path.join(root, "started"))).toBe(false);
  });

  test("kills a program that ignores the interrupt, with its children", async () => {
    const abort = new AbortController();
    setTimeout(() => abort.abort("enough"), 100);
    await expect(sh("trap '' INT; sleep 60", abort.signal)).rejects.toBe("enough");
  });
});
