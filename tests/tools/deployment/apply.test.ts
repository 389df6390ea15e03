import { execFileSync, spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { apply } from "../../../tools/commands/apply";
import { bareMachine, QUEUE, runCommand, synthesizeByHand, temporaryFolder, withTerraform } from "../fixtures";

const root = temporaryFolder();
const never = new AbortController().signal;
const DESTRUCTION = {
  address: "aws_dynamodb_table.orders",
  mode: "managed",
  type: "aws_dynamodb_table",
  change: { actions: ["delete"], before: {}, after: null },
};
const SUMMARY = "stack          add   change  replace  destroy\n";

interface Terraform {
  readonly changes?: readonly object[];
  /** Exit code of `plan`: 2 for changes, 0 for none, 1 for an error. */
  readonly planned?: number;
  readonly applied?: number;
}

/** A clone of a merged commit with the stacks bootstrap and delivery, and a Terraform that logs its commands. */
function clone({ changes = [QUEUE], planned = 2, applied = 0 }: Terraform = {}) {
  const home = fs.mkdtempSync(path.join(root, "clone-"));
  const log = path.join(home, "terraform.log");
  const logged = `echo "$(basename "$PWD") $@" >> ${log}; echo "access key $AWS_ACCESS_KEY_ID" >> ${log}.keys`;
  const machine = withTerraform(bareMachine(home), {
    init: logged,
    plan: `${logged}; echo "a problem of AWS" >&2; exit ${planned}`,
    show: `${logged}; echo "a warning about the machine" >&2; echo '${JSON.stringify({ resource_changes: changes })}'`,
    apply: `${logged}; exit ${applied}`,
  });
  synthesizeByHand(machine.cwd, ["bootstrap", "delivery"]);
  const git = (...words: string[]) => execFileSync("git", words, { cwd: machine.cwd, encoding: "utf8" });
  fs.writeFileSync(path.join(machine.cwd, ".gitignore"), "cdktf.out\n");
  git("init", "--quiet", "--initial-branch=main");
  git("config", "user.name", "Test");
  git("config", "user.email", "test@example.com");
  git("add", ".");
  git("commit", "--quiet", "--message", "start");
  git("update-ref", "refs/remotes/origin/HEAD", "HEAD");
  const run = (answer: string, ...argv: string[]) =>
    runCommand(apply, { ...machine, env: { ...machine.env, AWS_ACCESS_KEY_ID: "mine" } }, argv, never, answer);
  const commands = () => (fs.existsSync(log) ? fs.readFileSync(log, "utf8").trim().split("\n") : []);
  return { machine, git, run, commands, keys: () => fs.readFileSync(`${log}.keys`, "utf8") };
}

const PLANNED = (stack: string) => [
  `${stack} init -input=false`,
  `${stack} plan -input=false -lock-timeout=5m -detailed-exitcode -out=plan.tfplan`,
  `${stack} show -json plan.tfplan`,
];

describe("groundplan apply", () => {
  test("summarizes the plans of all stacks, and applies exactly these after the answer yes", async () => {
    const { run, commands, keys } = clone();
    const { exitCode, errors, output } = await run("yes", "delivery", "bootstrap");
    expect({ exitCode, errors }).toEqual({ exitCode: 0, errors: "" });
    expect(output).toContain(SUMMARY);
    expect(output).toContain("2 to add, 0 to change, 0 to replace, 0 to destroy");
    expect(commands()).toEqual([
      ...PLANNED("delivery"),
      ...PLANNED("bootstrap"),
      "delivery apply -input=false -lock-timeout=5m plan.tfplan",
      "bootstrap apply -input=false -lock-timeout=5m plan.tfplan",
    ]);
    expect(keys()).toContain("access key mine");
  });

  test.each(["", "no", "y", "YES"])("applies nothing after the answer %j", async (answer) => {
    const { run, commands } = clone();
    expect(await run(answer, "delivery")).toMatchObject({
      exitCode: 1,
      errors: "nothing was applied; the answer was not yes",
    });
    expect(commands()).toEqual(PLANNED("delivery"));
  });

  test("asks nothing if nothing changes", async () => {
    const { run, commands } = clone({ changes: [], planned: 0 });
    expect(await run("", "delivery")).toMatchObject({ exitCode: 0, errors: "" });
    expect(commands()).toEqual(PLANNED("delivery"));
  });

  test("applies a change of outputs", async () => {
    const { run, commands } = clone({ changes: [], planned: 2 });
    expect(await run("yes", "delivery")).toMatchObject({ exitCode: 0 });
    expect(commands()).toContain("delivery apply -input=false -lock-timeout=5m plan.tfplan");
  });

  test("refuses a plan that destroys data, unless it is approved", async () => {
    const { run, git, machine } = clone({ changes: [DESTRUCTION] });
    expect(await run("yes", "delivery")).toMatchObject({ exitCode: 1, errors: expect.stringContaining("CHG-01") });
    const approval = {
      stack: "delivery",
      address: DESTRUCTION.address,
      reason: "The table was never used by anything",
      expires: new Date(Date.now() + 86_400_000).toISOString().slice(0, 10),
    };
    fs.writeFileSync(path.join(machine.cwd, "approvals.json"), JSON.stringify({ approvals: [approval] }));
    git("add", ".");
    git("commit", "--quiet", "--message", "approve");
    git("update-ref", "refs/remotes/origin/HEAD", "HEAD");
    expect(await run("yes", "delivery")).toMatchObject({ exitCode: 0, errors: "" });
  });

  test("ends with the output of Terraform if a plan or an apply fails", async () => {
    const failed = clone({ planned: 1 });
    expect(await failed.run("yes", "delivery")).toMatchObject({
      exitCode: 1,
      errors: "delivery: terraform plan failed\na problem of AWS",
    });
    const stale = clone({ applied: 1 });
    expect(await stale.run("yes", "delivery", "bootstrap")).toMatchObject({
      exitCode: 1,
      errors: "delivery: terraform apply failed",
    });
    expect(stale.commands().join()).not.toContain("bootstrap apply");
  });

  test("refuses uncommitted changes, an unknown branch and a commit that is not merged", async () => {
    const { run, git, machine, commands } = clone();
    const refused = (errors: string) => ({ exitCode: 2, errors: expect.stringContaining(errors) });
    expect(await run("yes", "delivery", "--merged-in", "origin/live")).toMatchObject(
      refused("origin/live: no such reference; name the reviewed branch with --merged-in"),
    );
    fs.writeFileSync(path.join(machine.cwd, "new.ts"), "");
    expect(await run("yes", "delivery")).toMatchObject(refused("uncommitted changes; commit and merge them first:"));
    git("add", ".");
    git("commit", "--quiet", "--message", "not reviewed");
    expect(await run("yes", "delivery")).toMatchObject(refused("HEAD is not part of origin/HEAD; merge it first"));
    expect(commands()).toEqual([]);
    git("update-ref", "refs/remotes/origin/live", "HEAD");
    expect(await run("yes", "delivery", "--merged-in", "origin/live")).toMatchObject({ exitCode: 0 });
  });

  test("refuses placeholders, unknown stacks and no stack", async () => {
    const { run, machine, commands } = clone();
    expect(await run("yes")).toMatchObject({ exitCode: 2, errors: expect.stringMatching(/^no stack; allowed: /) });
    expect(await run("yes", "live")).toMatchObject({ exitCode: 2, errors: expect.stringContaining("unknown stack") });
    const file = path.join(machine.cwd, "cdktf.out/stacks/delivery/cdk.tf.json");
    fs.writeFileSync(file, fs.readFileSync(file, "utf8").replace('"orders"}', '"example.com"}'));
    expect(await run("yes", "delivery")).toMatchObject({
      exitCode: 1,
      errors: expect.stringMatching(/^placeholder: domain example\.com in delivery/),
    });
    expect(commands()).toEqual([]);
  });

  test.each([
    ["yes\n", 0],
    ["", 1],
  ])("reads the answer %j from standard input, without a terminal", (input, status) => {
    const { machine, commands } = clone();
    const cli = path.resolve(__dirname, "../../../dist/tools/commands/groundplan.js");
    const run = spawnSync(process.execPath, [cli, "apply", "delivery"], { cwd: machine.cwd, env: machine.env, input });
    expect(run.status).toBe(status);
    expect(commands().includes("delivery apply -input=false -lock-timeout=5m plan.tfplan")).toBe(status === 0);
  });
});
