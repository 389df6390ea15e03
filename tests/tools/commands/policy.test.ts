import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { runPolicy } from "../../../tools/commands/policy";
import { ToolError } from "../../../tools/runner/command/exit-codes";
import { bareMachine, runGroundplan, temporaryFolder } from "../fixtures";

const NOW = new Date("2026-11-25T12:00:00Z");
const OPEN = {
  resource: { aws_subnet: { a: { map_public_ip_on_launch: true, "//": { metadata: { path: "shop/a" } } } } },
};
const CLOSED = { provider: {}, resource: { aws_subnet: { a: { map_public_ip_on_launch: false } } } };
const BACKEND = { terraform: { backend: { s3: { encrypt: true, use_lockfile: true, kms_key_id: "alias/state" } } } };

const root = temporaryFolder();
let cwd: string;
beforeEach(() => (cwd = fs.mkdtempSync(path.join(os.tmpdir(), "groundplan-policy-"))));
afterEach(() => fs.rmSync(cwd, { recursive: true, force: true }));

function write(file: string, content: unknown): string {
  fs.mkdirSync(path.dirname(path.join(cwd, file)), { recursive: true });
  fs.writeFileSync(path.join(cwd, file), typeof content === "string" ? content : JSON.stringify(content));
  return file;
}

const OPTIONS = ["config", "approvals", "sarif", "markdown"].map((name) => [name, { type: "string" }] as const);

function policy(...args: string[]): { code: number; output: string } {
  const { values: options, positionals: files } = parseArgs({
    args,
    options: Object.fromEntries(OPTIONS),
    allowPositionals: true,
  });
  const output: string[] = [];
  const machine = bareMachine(fs.mkdtempSync(path.join(root, "machine-")), { cwd, env: {} });
  const code = runPolicy({ files, options }, machine, NOW, (text) => output.push(text));
  return { code, output: output.join("\n") };
}

const deletion = (type = "aws_kms_key") => ({
  resource_changes: [
    { address: `${type}.a`, mode: "managed", type, change: { actions: ["delete"], before: {}, after: null } },
  ],
});
const approval = {
  stack: "shop",
  address: "aws_kms_key.a",
  reason: "The key was never used by anything",
  expires: "2026-12-24",
};

describe("groundplan policy", () => {
  test("rejects an unknown option", async () => {
    const machine = bareMachine(fs.mkdtempSync(path.join(root, "machine-")), { cwd, env: {} });
    expect(await runGroundplan(machine, ["policy", "--force"])).toMatchObject({
      exitCode: 2,
      errors: expect.stringContaining("--force"),
    });
  });

  test("ends with 2 and the name of a file that does not exist", async () => {
    const machine = bareMachine(fs.mkdtempSync(path.join(root, "machine-")), { cwd, env: {} });
    expect(await runGroundplan(machine, ["policy", "none/cdk.tf.json"])).toMatchObject({
      exitCode: 2,
      errors: expect.stringMatching(/none\/cdk\.tf\.json: ENOENT/),
    });
  });

  test("evaluates every synthesized stack if no file is named", () => {
    write("cdktf.out/stacks/one/cdk.tf.json", { ...CLOSED, ...BACKEND });
    write("cdktf.out/stacks/two/cdk.tf.json", { ...CLOSED, ...BACKEND });
    expect(policy()).toMatchObject({ code: 0, output: expect.stringContaining("in 2 stacks") });
    write("cdktf.out/stacks/two/cdk.tf.json", { ...OPEN, ...BACKEND });
    expect(policy()).toMatchObject({ code: 1, output: expect.stringContaining("HIGH NET-03 shop/a") });
  });

  test("fails if there is nothing to evaluate", () => {
    expect(policy()).toMatchObject({ code: 2, output: expect.stringContaining("no stack was checked") });
  });

  test("does not mix configurations and plans", () => {
    const files = [write("a/cdk.tf.json", CLOSED), write("b/plan.json", deletion())];
    expect(() => policy(...files)).toThrow(
      new ToolError(`${files.join(", ")}: evaluate configurations and plans in separate runs`, 2),
    );
  });

  test("writes each report that is asked for, and no other", () => {
    const file = write("shop/cdk.tf.json", OPEN);
    policy(file, "--sarif", "out.sarif", "--markdown", "out.md");
    expect(fs.readFileSync(path.join(cwd, "out.sarif"), "utf8")).toContain('"version": "2.1.0"');
    expect(fs.readFileSync(path.join(cwd, "out.md"), "utf8")).toContain("| high | NET-03 | shop/a |");
    expect(fs.readdirSync(cwd).sort()).toEqual(["out.md", "out.sarif", "shop"]);
  });

  test("stops a plan that destroys a key, unless an approval holds", () => {
    const plan = write("shop/plan.json", deletion());
    expect(policy(plan).code).toBe(1);
    const good = write("approvals.json", { approvals: [approval] });
    expect(policy(plan, "--approvals", good).code).toBe(0);
    const other = write("other.json", { approvals: [{ ...approval, address: "aws_kms_key.b" }] });
    expect(policy(plan, "--approvals", other).code).toBe(1);
  });

  test.each([
    [[1], "approvals[0]: needs stack, address, reason, expires"],
    [[{ ...approval, stack: "" }], "approvals[0]: needs stack"],
    [[{ ...approval, reason: "because" }], "approvals[0]: the reason must have at least 20 characters"],
    [[approval, { ...approval, expires: "2026-11-24" }], "approvals[1]: expired on 2026-11-24"],
  ])("ends with 4 for the approvals %j, though the plan destroys nothing", (approvals, problem) => {
    const plan = write("shop/plan.json", deletion("aws_route_table_association"));
    expect(policy(plan).code).toBe(0);
    const file = write("approvals.json", { approvals });
    expect(policy(plan, "--approvals", file)).toMatchObject({
      code: 4,
      output: expect.stringContaining(`APPROVAL ${problem}`),
    });
  });

  test("knows the constructs of a plan from its synthesized stack, or from a named configuration", () => {
    const subnet = { address: "aws_subnet.a", mode: "managed", type: "aws_subnet" };
    const change = { actions: ["create"], before: null, after: { map_public_ip_on_launch: true } };
    const plan = write("shop/plan.json", { resource_changes: [{ ...subnet, change }] });
    expect(policy(plan).output).toContain("HIGH NET-03 shop/aws_subnet.a:");
    expect(policy(plan, "--config", write("named/cdk.tf.json", OPEN)).output).toContain("HIGH NET-03 shop/a:");
    write("cdktf.out/stacks/shop/cdk.tf.json", OPEN);
    expect(policy(plan).output).toContain("HIGH NET-03 shop/a:");
  });
});
