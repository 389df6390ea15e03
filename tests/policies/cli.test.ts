import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { HELP, runPolicy } from "../../policies/cli";

const NOW = new Date("2026-11-25T12:00:00Z");
const OPEN = {
  resource: { aws_subnet: { a: { map_public_ip_on_launch: true, "//": { metadata: { path: "shop/a" } } } } },
};
const CLOSED = { provider: {}, resource: { aws_subnet: { a: { map_public_ip_on_launch: false } } } };
const BACKEND = { terraform: { backend: { s3: { encrypt: true, use_lockfile: true, kms_key_id: "alias/state" } } } };

let cwd: string;
beforeEach(() => (cwd = fs.mkdtempSync(path.join(os.tmpdir(), "groundplan-policy-"))));
afterEach(() => fs.rmSync(cwd, { recursive: true, force: true }));

function write(file: string, content: unknown): string {
  fs.mkdirSync(path.dirname(path.join(cwd, file)), { recursive: true });
  fs.writeFileSync(path.join(cwd, file), typeof content === "string" ? content : JSON.stringify(content));
  return file;
}

function policy(...argv: string[]): { code: number; output: string; errors: string } {
  const [output, errors]: [string[], string[]] = [[], []];
  const streams = { print: (text: string) => output.push(text), printError: (text: string) => errors.push(text) };
  const outdir = process.env["CDKTF_OUTDIR"];
  delete process.env["CDKTF_OUTDIR"];
  try {
    return { code: runPolicy(argv, streams, { cwd, now: NOW }), output: output.join("\n"), errors: errors.join("\n") };
  } finally {
    if (outdir !== undefined) process.env["CDKTF_OUTDIR"] = outdir;
  }
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

describe("the command line of the policies", () => {
  test("tells how it is used", () => {
    expect(policy("--help")).toEqual({ code: 0, output: HELP, errors: "" });
  });

  test("refuses an option that there is not", () => {
    expect(policy("--force")).toMatchObject({ code: 2, errors: expect.stringContaining("--force") });
  });

  test("judges every synthesized stack when no file is named", () => {
    write("cdktf.out/stacks/one/cdk.tf.json", { ...CLOSED, ...BACKEND });
    write("cdktf.out/stacks/two/cdk.tf.json", { ...CLOSED, ...BACKEND });
    expect(policy()).toMatchObject({ code: 0, output: expect.stringContaining("in 2 stacks") });
    write("cdktf.out/stacks/two/cdk.tf.json", { ...OPEN, ...BACKEND });
    expect(policy()).toMatchObject({ code: 1, output: expect.stringContaining("HIGH NET-03 shop/a") });
  });

  test("is not content with nothing to judge", () => {
    expect(policy()).toMatchObject({ code: 3, output: expect.stringContaining("no stack was judged") });
  });

  test("does not mix configurations and plans", () => {
    const files = [write("a/cdk.tf.json", CLOSED), write("b/plan.json", deletion())];
    expect(policy(...files)).toMatchObject({ code: 2, errors: expect.stringContaining("in separate runs") });
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
  ])("ends with 3 for the approvals %j, though the plan destroys nothing", (approvals, problem) => {
    const plan = write("shop/plan.json", deletion("aws_route_table_association"));
    expect(policy(plan).code).toBe(0);
    const file = write("approvals.json", { approvals });
    expect(policy(plan, "--approvals", file)).toMatchObject({
      code: 3,
      output: expect.stringContaining(`APPROVAL ${problem}`),
    });
  });

  test("knows the constructs of a plan from its synthesized stack, or from a named configuration", () => {
    const subnet = { address: "aws_subnet.a", mode: "managed", type: "aws_subnet" };
    const change = { actions: ["create"], before: null, after: { map_public_ip_on_launch: true } };
    const plan = write("shop/plan.json", { resource_changes: [{ ...subnet, change }] });
    expect(policy(plan).output).toContain("HIGH NET-03 shop/aws_subnet.a:");
    expect(policy(plan, "--config", write("named/cdk.tf.json", OPEN)).output).toContain("HIGH NET-03 shop/a:");
    fs.mkdirSync(path.join(cwd, "cdktf.out/stacks/shop"), { recursive: true });
    const before = process.cwd();
    write("cdktf.out/stacks/shop/cdk.tf.json", OPEN);
    try {
      process.chdir(cwd);
      expect(policy(plan).output).toContain("HIGH NET-03 shop/a:");
    } finally {
      process.chdir(before);
    }
  });
});
