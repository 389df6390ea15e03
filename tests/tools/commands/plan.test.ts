import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { comparablePlan } from "../../../tools/runner/checks/plan";
import { EXIT_CODES, ToolError } from "../../../tools/runner/command/exit-codes";
import { until } from "../../support/processes";
import {
  bareMachine,
  offerProvider,
  runGroundplan,
  QUEUE,
  synthesizeByHand,
  temporaryFolder,
  withTerraform,
} from "../fixtures";

const root = temporaryFolder();
const INIT = "touch .terraform.lock.hcl";
const PLANNED = `echo "a warning of the shell"; echo '{"type":"change_summary","changes":{"add":1,"change":0,"remove":0}}'; echo saved > plan`;
const showing = (plan: object) =>
  `if [ "$2" = -json ]; then echo '${JSON.stringify(plan)}'; else printf '\\nreadable\\n'; fi`;
const SHOW = showing({ timestamp: "now", resource_changes: [QUEUE] });
const DIAGNOSTIC = `{"severity":"error","summary":"too short","detail":"","address":"aws_sqs_queue.orders"}`;

/** A project with stacks dev and prod, on a machine with a provider and a fake Terraform. */
function machineWith(name: string, bodies: Readonly<Record<string, string>>) {
  const base = path.join(root, name);
  const machine = withTerraform(bareMachine(base), { init: INIT, ...bodies });
  synthesizeByHand(machine.cwd, ["dev", "prod"]);
  offerProvider(`${base}/opt/mirror`, "6.25.0");
  return machine;
}

describe("groundplan plan and validate", () => {
  test.each([
    [["ops"], "unknown stack ops; synthesized: dev, prod"],
    [["ops", "dev", "qa"], "unknown stacks ops, qa; synthesized: dev, prod"],
  ])("end with 2 and the synthesized stacks for the unknown %j", async (stacks, message) => {
    const { exitCode, errors } = await runGroundplan(machineWith("unknown", {}), ["plan", ...stacks]);
    expect({ exitCode, errors }).toEqual({ exitCode: 2, errors: message });
  });

  test("end with 2 without synthesized stacks", async () => {
    const machine = bareMachine(path.join(root, "empty"));
    const { exitCode, errors } = await runGroundplan(machine, ["plan"]);
    expect({ exitCode, errors }).toEqual({
      exitCode: 2,
      errors: `no synthesized stacks in ${machine.cwd}/cdktf.out; synthesize the app first`,
    });
  });

  test("reject stacks with several provider versions", async () => {
    const machine = machineWith("versions", {});
    synthesizeByHand(machine.cwd, ["dev", "prod"], "6.24.0");
    synthesizeByHand(machine.cwd, ["prod"], "~> 5.0");
    fs.writeFileSync(
      `${machine.cwd}/cdktf.out/manifest.json`,
      JSON.stringify({
        stacks: Object.fromEntries(
          ["dev", "prod"].map((name) => [name, { name, synthesizedStackPath: `stacks/${name}/cdk.tf.json` }]),
        ),
      }),
    );
    expect((await runGroundplan(machine, ["plan"])).errors).toContain(
      "the stacks ask for hashicorp/aws 6.24.0 and ~> 5.0; allowed: one version",
    );
  });

  test("end with 3 without Terraform, or with 0 and a message with --if-available", async () => {
    const machine = { ...machineWith("without", {}), env: { PATH: root } };
    expect(await runGroundplan(machine, ["plan"])).toMatchObject({
      exitCode: 3,
      output: "",
      errors: expect.stringContaining("no terraform on PATH; install Terraform >= 1.10.0"),
    });
    expect(await runGroundplan(machine, ["plan", "--if-available"])).toMatchObject({
      exitCode: 0,
      output: expect.stringContaining("skipped: no terraform on PATH"),
      errors: "",
    });
  });

  test("do not skip for another reason", async () => {
    const machine = bareMachine(path.join(root, "empty"));
    expect(await runGroundplan(machine, ["plan", "--if-available"])).toMatchObject({ exitCode: 2 });
  });

  test("end with 1 and Terraform's error if the provider cannot be installed", async () => {
    const { exitCode, errors } = await runGroundplan(machineWith("init", { init: "echo broken >&2; exit 1" }), [
      "plan",
    ]);
    expect({ exitCode, errors }).toEqual({
      exitCode: 1,
      errors: `terraform init with ${root}/init/opt/mirror:\nbroken`,
    });
  });

  test("end with 2 and the file name if a synthesized file is not JSON", async () => {
    const machine = machineWith("mistake", {});
    fs.writeFileSync(`${machine.cwd}/cdktf.out/manifest.json`, "{");
    expect(await runGroundplan(machine, ["plan"])).toMatchObject({
      exitCode: 2,
      errors: expect.stringMatching(/cdktf.out\/manifest.json: .*; synthesize the app again$/),
    });
  });

  test("print when each stack starts and ends", async () => {
    const validate = `case "$PWD" in *dev) exit 1;; esac; echo '{"diagnostics":[]}'`;
    const { output } = await runGroundplan(machineWith("progress", { validate }), ["validate"]);
    expect(output).toContain("dev: started");
    expect(output).toMatch(/^dev: FAILED in \d\.\d s$/m);
    expect(output).toMatch(/^prod: passed in \d\.\d s$/m);
  });
});

describe("validate", () => {
  test("counts errors and warnings of the named stacks", async () => {
    const warning = DIAGNOSTIC.replace("error", "warning").replace("short", "old");
    const validate = `echo '{"diagnostics":[${DIAGNOSTIC},${warning}]}'; exit 1`;
    const { exitCode, output } = await runGroundplan(machineWith("errors", { validate }), ["validate", "prod"]);
    expect(exitCode).toBe(1);
    expect(output).toContain("Error: prod: aws_sqs_queue.orders (prod/orders)\n  too short");
    expect(output).toContain("Warning: prod: aws_sqs_queue.orders (prod/orders)\n  too old");
    expect(output).toMatch(/^prod +1 +1 +1 +\d\.\d$/m);
    expect(output).not.toContain("dev");
  });

  test("uses another version of the provider, and ends with 3 if it finds none", async () => {
    const machine = machineWith("another-version", { validate: `echo '{"diagnostics":[]}'` });
    const constrained = await runGroundplan(machine, ["validate", "--provider-version", "~> 6.0"]);
    expect(constrained).toMatchObject({ exitCode: 0, output: expect.stringContaining("6.25.0") });
    const offline = machineWith("offline", { init: "echo 'no registry' >&2; exit 1" });
    const missing = await runGroundplan(offline, ["validate", "--provider-version", "5.100.0"]);
    expect(missing.exitCode).toBe(3);
    expect(missing.errors).toMatch(/^no AWS provider 5\.100\.0; found 6\.25\.0 in .*mirror$/);
  });

  test("fails if Terraform fails without a diagnostic", async () => {
    const validate = "echo 'plugin crashed' >&2; exit 11";
    const { exitCode, output } = await runGroundplan(machineWith("crash", { validate }), ["validate"]);
    expect(exitCode).toBe(1);
    expect(output).toContain("Error: dev, prod\n  terraform validate ended with exit code 11\n  plugin crashed");
  });
});

describe("plan", () => {
  test("writes the plan of each stack in three formats", async () => {
    const machine = machineWith("kept", { plan: PLANNED, show: SHOW });
    const { exitCode, output } = await runGroundplan(machine, ["plan", "--out", "proof"]);
    expect(exitCode).toBe(0);
    expect(output).toMatch(/^dev +1 +1 +0 +0 +\d\.\d$/m);
    expect(output).toContain(`provider hashicorp/aws 6.25.0 (from ${root}/kept/opt/mirror)`);
    const kept = path.join(machine.cwd, "proof", "prod");
    expect(fs.readFileSync(`${kept}/plan`, "utf8")).toBe("saved\n");
    expect(fs.readFileSync(`${kept}/plan.json`, "utf8")).toBe(
      comparablePlan(JSON.stringify({ resource_changes: [QUEUE] })),
    );
    expect(fs.readFileSync(`${kept}/plan.txt`, "utf8")).toBe("readable\n");
  });

  test("removes the plan of an earlier run if the stack fails, and no other files", async () => {
    const failing = machineWith("stale", { plan: `echo '{"type":"diagnostic","diagnostic":${DIAGNOSTIC}}'; exit 1` });
    const kept = path.join(failing.cwd, "plans", "dev");
    fs.mkdirSync(kept, { recursive: true });
    ["plan", "plan.json", "plan.txt", "notes"].forEach((file) => fs.writeFileSync(path.join(kept, file), "old"));
    const { exitCode, output } = await runGroundplan(failing, ["plan", "dev"]);
    expect(exitCode).toBe(1);
    expect(output).toContain("Error: dev: aws_sqs_queue.orders (dev/orders)\n  too short");
    expect(output).toMatch(/^dev +1 +- +- +- +\d\.\d$/m);
    expect(fs.readdirSync(kept)).toEqual(["notes"]);
  });

  test.each([
    ["plan", { plan: "echo killed >&2; exit 1", show: SHOW }],
    ["show", { plan: PLANNED, show: "echo killed >&2; exit 1" }],
  ])("fails if terraform %s fails without a diagnostic", async (command, bodies) => {
    const { exitCode, output } = await runGroundplan(machineWith(`silent-${command}`, bodies), ["plan", "dev"]);
    expect(exitCode).toBe(1);
    expect(output).toContain(`Error: dev\n  terraform ${command} ended with exit code 1\n  killed`);
  });

  test("writes comparable JSON: without the time of planning and with sorted attributes", () => {
    const [b, a] = [{ resource: "b" }, { resource: "a" }];
    const one = { resource_changes: [b, a], relevant_attributes: [b, a], timestamp: "2026-01-01T00:00:00Z" };
    const other = { ...one, relevant_attributes: [a, b], timestamp: "2026-01-02T00:00:00Z" };
    expect(comparablePlan(JSON.stringify(one))).toBe(comparablePlan(JSON.stringify(other)));
    expect(JSON.parse(comparablePlan(JSON.stringify(one)))).toEqual({
      resource_changes: [b, a],
      relevant_attributes: [a, b],
    });
  });
});

describe("the policies on a plan", () => {
  const changed = (actions: readonly string[], after: unknown, type = "aws_sqs_queue") => ({
    resource_changes: [{ ...QUEUE, address: `${type}.orders`, type, change: { actions, before: {}, after } }],
  });
  const planning = (name: string, plan: object) => machineWith(name, { plan: PLANNED, show: showing(plan) });

  test("fail the stack with the rule, the construct and the fix, and write the plan", async () => {
    const machine = planning(
      "unencrypted",
      changed(["create"], { ...QUEUE.change.after, kms_master_key_id: undefined }),
    );
    const { exitCode, output } = await runGroundplan(machine, ["plan", "dev"]);
    expect(exitCode).toBe(1);
    expect(output).toContain("dev: FAILED in");
    expect(output).toContain("Error: dev: policies\n  MEDIUM SQS-01 dev/orders: Queues are encrypted");
    expect(output).toContain("1 of 1 stacks failed: dev");
    expect(fs.readdirSync(path.join(machine.cwd, "plans/dev")).sort()).toEqual(["plan", "plan.json", "plan.txt"]);
  });

  test("pass the same stack after the fix", async () => {
    const machine = planning("encrypted", { resource_changes: [QUEUE] });
    expect((await runGroundplan(machine, ["plan", "dev"])).exitCode).toBe(0);
  });

  test("block the replacement of a key without a current approval for its stack", async () => {
    const machine = planning(
      "replaced",
      changed(["delete", "create"], { enable_key_rotation: true, policy: "{}" }, "aws_kms_key"),
    );
    const { exitCode, output } = await runGroundplan(machine, ["plan", "dev"]);
    expect(exitCode).toBe(1);
    expect(output).toContain("CRITICAL CHG-01 dev/aws_kms_key.orders: Plans destroy stateful resources only");
    const approve = (stack: string, expires: Date) => {
      const approval = { stack, address: "aws_kms_key.orders", reason: "The key was never used by anything" };
      const approvals = [{ ...approval, expires: expires.toISOString().slice(0, 10) }];
      fs.writeFileSync(path.join(machine.cwd, "approvals.json"), JSON.stringify({ approvals }));
    };
    const days = (count: number) => new Date(Date.now() + count * 86_400_000);
    approve("dev", days(7));
    expect((await runGroundplan(machine, ["plan", "dev"])).exitCode).toBe(0);
    approve("prod", days(7));
    expect((await runGroundplan(machine, ["plan", "dev"])).exitCode).toBe(1);
    approve("dev", days(-7));
    expect(await runGroundplan(machine, ["plan", "dev"])).toMatchObject({
      exitCode: 4,
      errors: expect.stringContaining("approvals.json: approvals[0]: expired on"),
    });
  });

  test("resolve values that are unknown at synthesis, and list critical checks that are unknown until apply", async () => {
    const known = {
      auto_minor_version_upgrade: true,
      ca_cert_identifier: "rds-ca-rsa2048-g1",
      monitoring_interval: 60,
      performance_insights_enabled: true,
      performance_insights_kms_key_id: "arn:aws:kms:us-east-1:111122223333:key/0a1b2c3d",
    };
    const unknown = {
      ...changed(["create"], known, "aws_rds_cluster_instance"),
      configuration: {
        root_module: {
          resources: [
            {
              address: "aws_rds_cluster_instance.orders",
              expressions: { publicly_accessible: { references: ["var.public"] } },
            },
          ],
        },
      },
    };
    Object.assign(unknown.resource_changes[0]!.change, { after_unknown: { publicly_accessible: true } });
    const { exitCode, output } = await runGroundplan(planning("unknown-value", unknown), ["plan", "dev"]);
    expect(exitCode).toBe(0);
    expect(output).toContain("OPEN    CRITICAL RDS-02 dev/aws_rds_cluster_instance.orders");
    expect(output).toContain("publicly_accessible: unknown until apply");
  });

  test("fail for a plan without resource changes", async () => {
    const { exitCode, output } = await runGroundplan(planning("no-plan", { resource_changes: [] }), ["plan", "dev"]);
    expect(exitCode).toBe(1);
    expect(output).toContain("Error: dev: policies\n  dev: the plan contains no resource of its configuration");
  });
});

describe("an interrupted run", () => {
  test("ends with the exit code of the interruption", async () => {
    const over = AbortSignal.abort(new ToolError("interrupted", EXIT_CODES.interrupted));
    const machine = machineWith("over", {});
    expect(await runGroundplan(machine, ["plan"], over)).toMatchObject({ exitCode: 130, errors: "interrupted" });
  });

  test("removes its temporary folder and its processes", async () => {
    const machine = machineWith("interrupted", { plan: "echo $$ > $OLDPWD/pid; exec sleep 60" });
    const scratch = path.join(root, "scratch");
    fs.mkdirSync(scratch);
    const scratchFolders = () => fs.readdirSync(scratch).filter((name) => name.startsWith("groundplan-"));
    const cli = path.resolve(__dirname, "../../../dist/tools/commands/groundplan.js");
    const pid = path.join(root, "pid");
    const child = spawn(process.execPath, [cli, "plan", "dev"], {
      cwd: machine.cwd,
      env: {
        ...machine.env,
        HOME: machine.home,
        TMPDIR: scratch,
        OLDPWD: root,
        TF_PLUGIN_MIRROR_DIR: `${root}/interrupted/opt/mirror`,
      },
      stdio: "ignore",
    });
    await until(() => fs.existsSync(pid) && fs.readFileSync(pid, "utf8").endsWith("\n"));
    expect(scratchFolders()).toHaveLength(1);
    const exit = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGINT");
    expect(await exit).toBe(130);
    expect(scratchFolders()).toEqual([]);
    expect(() => process.kill(Number(fs.readFileSync(pid, "utf8")), 0)).toThrow("ESRCH");
  });
});
