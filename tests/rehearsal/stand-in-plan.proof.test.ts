import fs from "node:fs";
import path from "node:path";
import { thisMachine, type Machine } from "../../tools/runner/command/machine";
import { testWith } from "../support/with-tool";
import { synthesizedFolder, synthesizedNames } from "../support/synthesized";
import { runGroundplan, synthesizeByHand, temporaryFolder } from "../tools/fixtures";

const root = temporaryFolder();

/** This machine with Terraform, but without a provider or a registry. */
const withoutProvider = (synthesized: string): Machine => ({
  ...thisMachine(),
  cwd: root,
  home: path.join(root, "home"),
  addOnRoots: [],
  env: {
    PATH: process.env["PATH"],
    XDG_DATA_DIRS: path.join(root, "share"),
    HTTPS_PROXY: "http://127.0.0.1:9",
    CDKTF_OUTDIR: synthesized,
  },
});

const testPlan = testWith("terraform", "the plan of every stack by the stand-in");

testPlan("without a provider, every stack is planned with the stand-in, with a message", async () => {
  const { exitCode, output } = await runGroundplan(withoutProvider(synthesizedFolder()), ["plan", "--out", "plans"]);
  expect(output).toContain("no provider hashicorp/aws 6.25.0, nor another one >= 5.100.0 and < 7.0.0");
  expect(output).toContain(
    "Planning with a stand-in provider. It knows all types and arguments, but not the checks of",
  );
  expect(output).toContain("provider hashicorp/aws 6.25.0 (from a stand-in made of the installed bindings)");
  const names = synthesizedNames();
  expect(output).toContain(`${names.length} of ${names.length} stacks passed`);
  expect(exitCode).toBe(0);
  const files = fs.readdirSync(path.join(root, "plans/dev-recovery")).sort();
  expect(files).toEqual(["plan", "plan.json", "plan.txt"]);
  const { planned_values } = JSON.parse(fs.readFileSync(path.join(root, "plans/dev-recovery/plan.json"), "utf8"));
  expect(planned_values.root_module.resources.map(({ type }: { type: string }) => type)).toContain("aws_backup_vault");
});

describe("a plan with the stand-in", () => {
  /** A stack with one queue. */
  const stackWith = (name: string, queue: object): Machine => {
    const folder = path.join(root, name);
    synthesizeByHand(folder, [name]);
    const file = path.join(folder, "cdktf.out/stacks", name, "cdk.tf.json");
    const config = JSON.parse(fs.readFileSync(file, "utf8"));
    Object.assign(config.resource.aws_sqs_queue.orders, queue);
    fs.writeFileSync(file, JSON.stringify(config));
    return withoutProvider(path.join(folder, "cdktf.out"));
  };

  testPlan("is evaluated by the policies", async () => {
    const { exitCode, output } = await runGroundplan(stackWith("open", { sqs_managed_sse_enabled: false }), ["plan"]);
    expect(exitCode).toBe(1);
    expect(output).toContain("SQS-01 open/orders: Queues are encrypted");
  });

  testPlan("fails for an argument that the bindings do not have", async () => {
    const { exitCode, output } = await runGroundplan(stackWith("misspelt", { colour: "red" }), ["plan"]);
    expect(exitCode).toBe(1);
    expect(output).toContain('No argument or block type is named "colour"');
  });

  testPlan("is not made with --provider real", async () => {
    const { exitCode, errors } = await runGroundplan(stackWith("strict", {}), ["plan", "--provider", "real"]);
    expect(exitCode).toBe(3);
    expect(errors).toContain("connect to registry.terraform.io once");
  });

  testPlan("does not replace validate", async () => {
    expect(await runGroundplan(stackWith("validated", {}), ["validate"])).toMatchObject({ exitCode: 3, output: "" });
  });
});
