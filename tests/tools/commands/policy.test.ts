import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { ToolError } from "../../../tools/runner/command/exit-codes";
import { bareMachine, runGroundplan, temporaryFolder } from "../fixtures";
import { BACKEND, OPEN, runPolicyIn } from "./policy-run";

const NOW = new Date("2026-11-25T12:00:00Z");
const CLOSED = { provider: {}, resource: { aws_subnet: { a: { map_public_ip_on_launch: false } } } };

const root = temporaryFolder();
let cwd: string;
beforeEach(() => (cwd = fs.mkdtempSync(path.join(os.tmpdir(), "groundplan-policy-"))));
afterEach(() => fs.rmSync(cwd, { recursive: true, force: true }));

function write(file: string, content: unknown): string {
  fs.mkdirSync(path.dirname(path.join(cwd, file)), { recursive: true });
  fs.writeFileSync(path.join(cwd, file), typeof content === "string" ? content : JSON.stringify(content));
  return file;
}

const policy = (...args: string[]) => policyOn(NOW, ...args);
const policyOn = (now: Date, ...args: string[]) => runPolicyIn(cwd, now, args);

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
      errors: "none/cdk.tf.json: no such file, and no synthesized stack; stacks: none, cdktf synth writes them",
    });
  });

  test("evaluates a synthesized stack by its name, and names the stacks if there is no such one", async () => {
    write("cdktf.out/stacks/dev/cdk.tf.json", { ...CLOSED, ...BACKEND });
    write("cdktf.out/stacks/prod/cdk.tf.json", { ...OPEN, ...BACKEND });
    expect(policy("dev")).toMatchObject({ code: 0, output: expect.stringContaining("in 1 stacks") });
    expect(policy("prod")).toMatchObject({ code: 1, output: expect.stringContaining("prod") });
    expect(() => policy("cdktf.out")).toThrow("cdktf.out: no such file, and no synthesized stack; stacks: dev, prod");
  });

  test("evaluates every synthesized stack if no file is named", () => {
    write("cdktf.out/stacks/one/cdk.tf.json", { ...CLOSED, ...BACKEND });
    write("cdktf.out/stacks/two/cdk.tf.json", { ...CLOSED, ...BACKEND });
    expect(policy()).toMatchObject({ code: 0, output: expect.stringContaining("in 2 stacks") });
    write("cdktf.out/stacks/two/cdk.tf.json", { ...OPEN, ...BACKEND });
    expect(policy()).toMatchObject({ code: 1, output: expect.stringContaining("HIGH NET-03 shop/a") });
  });

  test("says in one line that configurations and plans contain placeholders", () => {
    const line = /^placeholders: domain example\.com; accepted offline/m;
    write("cdktf.out/stacks/one/cdk.tf.json", { ...CLOSED, ...BACKEND });
    expect(policy().output).not.toMatch(line);
    write("cdktf.out/stacks/one/cdk.tf.json", { ...CLOSED, ...BACKEND, output: { site: { value: "example.com" } } });
    expect(policy().output).toMatch(line);
    write("plans/one/plan.json", { ...deletion("aws_sqs_queue"), variables: "example.com" });
    expect(policy("plans/one/plan.json").output).toMatch(line);
  });

  test("fails if there is nothing to evaluate", () => {
    expect(() => policy()).toThrow(
      new ToolError(`no synthesized stacks in ${cwd}/cdktf.out; synthesize the app first`, 2),
    );
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

describe("groundplan policy --expiry", () => {
  const waiver = { reason: "The load test needs public addresses", owner: "shop", expires: "2026-12-24" };
  const WAIVED = {
    resource: {
      aws_subnet: {
        a: { map_public_ip_on_launch: true, "//": { metadata: { path: "shop/a" }, waivers: { "NET-03": waiver } } },
      },
    },
    ...BACKEND,
  };
  const LATER = new Date("2026-12-25T12:00:00Z");

  test("enforces dates by default, so that CI fails on an expired waiver", () => {
    const file = write("shop/cdk.tf.json", WAIVED);
    expect(policy(file).code).toBe(0);
    expect(policyOn(LATER, file)).toMatchObject({ code: 4, output: expect.stringContaining("expired on 2026-12-24") });
  });

  test("report lets a deployment pass and prints the expired waiver", () => {
    const file = write("shop/cdk.tf.json", WAIVED);
    expect(policyOn(LATER, file, "--expiry", "report")).toMatchObject({
      code: 0,
      output: expect.stringContaining("WAIVER  EXPIRED on 2026-12-24: NET-03 at shop/a (owner: shop)"),
    });
  });

  test("rejects another value", () => {
    expect(() => policy("--expiry", "never")).toThrow('--expiry: got "never"; allowed: enforce, report');
  });
});

describe("groundplan policy in a project with findings", () => {
  const finding = () => write("shop/cdk.tf.json", { ...OPEN, ...BACKEND });

  test("passes with a baseline, and fails for a finding that is not in it", () => {
    const file = finding();
    expect(policy(file, "--write-baseline", "baseline.json").code).toBe(1);
    expect(policy(file, "--baseline", "baseline.json")).toMatchObject({
      code: 0,
      output: expect.stringMatching(/1 known(?:.|\n)*BASELINE expires on 2027-02-23, in 90 days/),
    });
    write("shop/cdk.tf.json", {
      ...BACKEND,
      resource: { aws_subnet: { ...OPEN.resource.aws_subnet, b: { map_public_ip_on_launch: true } } },
    });
    expect(policy(file, "--baseline", "baseline.json")).toMatchObject({
      code: 1,
      output: expect.stringContaining("HIGH NET-03 shop/aws_subnet.b"),
    });
  });

  test("knows in a plan what the baseline lists, and fails for an instance that it does not list", () => {
    const subnet = (address: string) => {
      const after = { map_public_ip_on_launch: true };
      return { address, mode: "managed", type: "aws_subnet", name: "a", change: { actions: ["create"], after } };
    };
    const plan = write("shop/plan.json", { resource_changes: [subnet("aws_subnet.a[0]")] });
    expect(policy(plan, "--write-baseline", "baseline.json").output).toContain("NET-03");
    expect(policy(plan, "--baseline", "baseline.json").output).toContain("known");
    expect(policy(plan, "--baseline", "baseline.json").output).not.toContain("HIGH NET-03");
    write("shop/plan.json", { resource_changes: [subnet("aws_subnet.a[0]"), subnet("aws_subnet.a[1]")] });
    expect(policy(plan, "--baseline", "baseline.json")).toMatchObject({
      code: 1,
      output: expect.stringMatching(/HIGH NET-03 shop\/aws_subnet\.a\[1\]/),
    });
  });

  test("names the findings of a baseline that are fixed", () => {
    const file = finding();
    policy(file, "--write-baseline", "baseline.json");
    write("shop/cdk.tf.json", { ...CLOSED, ...BACKEND });
    expect(policy(file, "--baseline", "baseline.json")).toMatchObject({
      code: 0,
      output: expect.stringContaining("BASELINE NET-03 shop aws_subnet.a is fixed; remove it"),
    });
  });

  test.each([
    ["a new construct id", {}],
    ["a moved block", { moved: [{ from: "aws_subnet.a", to: "aws_subnet.b" }] }],
  ])("reports a finding with %s as new, and says what to change in the baseline", (_, moved) => {
    const file = finding();
    policy(file, "--write-baseline", "baseline.json");
    write(file, { ...BACKEND, ...moved, resource: { aws_subnet: { b: { map_public_ip_on_launch: true } } } });
    const { code, output } = policy(file, "--baseline", "baseline.json");
    expect(code).toBe(1);
    expect(output).toContain("HIGH NET-03 shop/aws_subnet.b");
    expect(output).toContain(
      "BASELINE NET-03 shop aws_subnet.a is fixed or moved to aws_subnet.b: remove it, or change its address",
    );
  });

  test("does not call a finding moved if another rule, another type or another stack has the new one", () => {
    const file = write("shop/cdk.tf.json", {
      ...BACKEND,
      resource: { ...OPEN.resource, aws_eip: { a: { domain: "standard" } } },
    });
    policy(file, "--write-baseline", "baseline.json");
    write(file, { ...BACKEND, resource: { aws_route: { b: { route_table_id: "rtb-1" } } } });
    write("dev/cdk.tf.json", { ...OPEN, ...BACKEND });
    const { code, output } = policy(file, "dev/cdk.tf.json", "--baseline", "baseline.json");
    expect(code).toBe(1);
    expect(output).toContain("NET-12 shop/aws_route.b");
    expect(output).toContain("NET-03 shop/a");
    expect(output.match(/^BASELINE .* is .*/gm)).toEqual([
      "BASELINE NET-12 shop aws_eip.a is fixed; remove it",
      "BASELINE NET-03 shop aws_subnet.a is fixed; remove it",
    ]);
  });

  test("calls no finding fixed that has a severity below the threshold or a stack that was not checked", () => {
    const file = finding();
    policy(file, "--write-baseline", "baseline.json");
    const lenient = policy(file, "--baseline", "baseline.json", "--fail-on", "critical");
    expect(lenient.output).not.toContain("is fixed");
    const other = policy(write("dev/cdk.tf.json", { ...CLOSED, ...BACKEND }), "--baseline", "baseline.json");
    expect(other.output).not.toContain("is fixed");
    expect(other.output).toContain(
      "BASELINE stack shop was not checked: if it was renamed, change the stack of its 1 findings; if deleted, remove them",
    );
  });

  test("fails on the day after the baseline expires, unless dates are only reported", () => {
    const file = finding();
    policy(file, "--write-baseline", "baseline.json");
    const later = new Date("2027-02-24T12:00:00Z");
    expect(policyOn(later, file, "--baseline", "baseline.json")).toMatchObject({
      code: 1,
      output: expect.stringContaining("BASELINE expired on 2027-02-23"),
    });
    expect(policyOn(later, file, "--baseline", "baseline.json", "--expiry", "report")).toMatchObject({
      code: 0,
      output: expect.stringContaining("BASELINE EXPIRED on 2027-02-23"),
    });
  });

  test.each([
    ["{", "must be JSON in the form"],
    [["NET-03 shop aws_subnet.a"], "must be JSON in the form"],
    [{ expires: "2026-12-24" }, "must be JSON in the form"],
    [
      { expires: "2026-12-24", findings: [{ rule: "NET-03", stack: "shop" }] },
      "findings[0]: needs rule, stack and address",
    ],
    [{ expires: "2027-12-30", findings: [] }, "expires in 400 days"],
    [{ findings: [] }, "expires must be a date"],
  ])("ends with 4 for the baseline %j", (baseline, problem) => {
    const file = write("shop/cdk.tf.json", { ...CLOSED, ...BACKEND });
    expect(policy(file, "--baseline", write("baseline.json", baseline))).toMatchObject({
      code: 4,
      output: expect.stringContaining(`BASELINE ${problem}`),
    });
  });

  test("only reports, but still fails for unreadable input", () => {
    expect(policy(finding(), "--report-only")).toMatchObject({
      code: 0,
      output: expect.stringContaining("HIGH NET-03"),
    });
    expect(() => policy("--report-only")).toThrow(/no synthesized stacks/);
  });

  test("fails from the given severity on", () => {
    expect(policy(finding(), "--fail-on", "critical").code).toBe(0);
    expect(policy(finding(), "--fail-on", "high").code).toBe(1);
    expect(() => policy("--fail-on", "HIGH")).toThrow('--fail-on: got "HIGH"; allowed: critical, high, medium, low');
  });
});
