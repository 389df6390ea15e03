import fs from "node:fs";
import { rehearse } from "../../testing";
import { bareMachine, runCommand, temporaryFolder, withTerraform } from "../tools/fixtures";
import { synthesizedFolder } from "../support/synthesized";
import { testWith } from "../support/with-tool";
import { rehearse as command } from "../../tools/commands/rehearse";
import { thisMachine, type Machine } from "../../tools/runner/command/machine";

const root = temporaryFolder();

const rehearsal = (machine: Machine, ...argv: string[]) => runCommand(command, machine, argv);

const here = (): Machine => ({ ...thisMachine(), env: { ...process.env, CDKTF_OUTDIR: synthesizedFolder() } });

const testLifecycle = testWith("terraform", "the lifecycle of a stack");

// `npm run rehearse` does the same with every stack.
testLifecycle("a stack is applied, planned again without changes, and destroyed completely", async () => {
  const { exitCode, output } = await rehearsal(here(), "dev-recovery");
  expect(output).toContain("1 of 1 stacks passed");
  expect(output).toContain("provider hashicorp/aws 6.25.0 (from a stand-in made of the installed bindings)");
  expect(exitCode).toBe(0);
});

describe("groundplan rehearse", () => {
  test("ends with 2 without synthesized stacks", async () => {
    const machine = bareMachine(`${root}/empty`);
    expect(await rehearsal(machine)).toMatchObject({
      exitCode: 2,
      errors: expect.stringContaining("synthesize the app first"),
    });
  });

  test("ends with 2 and the synthesized stacks for an unknown one", async () => {
    const { exitCode, errors } = await rehearsal(here(), "qa");
    expect({ exitCode, errors }).toEqual({
      exitCode: 2,
      errors: expect.stringContaining("unknown stack qa; synthesized:"),
    });
  });

  test("ends with 3 without Terraform, or with 0 with --if-available", async () => {
    const machine = { ...here(), env: { ...here().env, PATH: root } };
    expect(await rehearsal(machine)).toMatchObject({
      exitCode: 3,
      errors: expect.stringContaining("no terraform on PATH; install Terraform >= 1.10.0"),
    });
    expect(await rehearsal(machine, "--if-available")).toMatchObject({ exitCode: 0 });
  });

  test("ends with 3 if Terraform is too old", async () => {
    const version = `echo '{ "terraform_version": "1.5.7", "platform": "linux_amd64" }'`;
    const machine = withTerraform(bareMachine(`${root}/old`), { version });
    const env = { ...machine.env, CDKTF_OUTDIR: synthesizedFolder() };
    expect(await rehearsal({ ...machine, env })).toMatchObject({
      exitCode: 3,
      errors: expect.stringContaining("found Terraform 1.5.7; install Terraform >= 1.10.0"),
    });
  });

  test("rejects options of --from without it", async () => {
    expect(await rehearsal(here(), "--markdown", "x.md")).toMatchObject({ exitCode: 2 });
  });

  test("ends with one error after a crash of Terraform, and removes its temporary folder", async () => {
    const scratch = `${root}/scratch`;
    fs.mkdirSync(scratch);
    const machine = withTerraform(bareMachine(`${root}/crash`), {
      init: "true",
      validate: `echo '{"diagnostics":[]}'`,
      plan: "touch plan",
      apply: "echo 'panic: runtime error' >&2; exit 2",
    });
    const env = { ...machine.env, CDKTF_OUTDIR: synthesizedFolder(), TMPDIR: scratch };
    const { exitCode, output } = await rehearsal({ ...machine, env }, "dev-recovery");
    expect(exitCode).toBe(1);
    expect(output).toContain("Error: dev-recovery\n  terraform apply ended with exit code 2\n  panic: runtime error");
    expect(fs.readdirSync(scratch)).toEqual([]);
  });
});

testLifecycle("rehearse() fails with all errors of Terraform", async () => {
  const config = {
    terraform: {},
    provider: { aws: [{}] },
    resource: { aws_vpc: { v: { cidr_block: "${local.none}" } } },
  };
  await expect(rehearse({ name: "wrong", config })).rejects.toThrow(
    "wrong: resource.aws_vpc.v: Reference to undeclared local value",
  );
});
