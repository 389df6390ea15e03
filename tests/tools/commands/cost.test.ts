import fs from "node:fs";
import path from "node:path";
import { bareMachine, runGroundplan, temporaryFolder } from "../fixtures";

const folder = temporaryFolder();

const provider = { aws: [{ region: "us-east-1", default_tags: [{ tags: { Environment: "prod" } }] }] };
const RESOURCES = {
  aws_nat_gateway: { a: {} },
  aws_kms_key: { data: {} },
  aws_instance: { runner: {} },
};

/** A machine whose project has one synthesized stack. */
function machineWith(resource: object, usage?: object) {
  const machine = bareMachine(fs.mkdtempSync(path.join(folder, "machine-")));
  const write = (file: string, content: unknown): void => {
    const target = path.join(machine.cwd, file);
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.writeFileSync(target, typeof content === "string" ? content : JSON.stringify(content));
  };
  write("cdktf.out/stacks/shop/cdk.tf.json", { provider, resource });
  if (usage) write("usage/prod.json", usage);
  return { machine, write };
}

const USAGE = {
  workload: { visits: { value: 1_000_000, note: "a month" } },
  usage: { "aws_nat_gateway.a": { monthly_data_processed_gb: "visits * 0.0001" } },
};

describe("groundplan cost", () => {
  test("prints sums of environments, their charges, and everything without an amount", async () => {
    const { machine } = machineWith(RESOURCES, USAGE);
    const { exitCode, output } = await runGroundplan(machine, ["cost"]);
    expect(exitCode).toBe(0);
    expect(output).toContain("prod         33.85     0.00   4.50  38.35              1           1");
    expect(output).toContain("prod: 38.35 USD a month");
    expect(output).toMatch(/shop +aws_nat_gateway +gateway +fixed +1 +730 +hour at 0\.045 +32\.85/);
    expect(output).toContain("1 charges lack usage; --format lines lists them with their parameters");
    expect(output).toContain("not priced: shop: aws_instance.runner: resource: no prices for aws_instance");
  });

  test("prints the totals of the low and of the high workload in every format", async () => {
    const visits = { value: 1_000_000, low: 0, high: 5_000_000, note: "a month" };
    const { machine, write } = machineWith({ aws_nat_gateway: { a: {} } }, { ...USAGE, workload: { visits } });
    const outputOf = async (...argv: string[]) => (await runGroundplan(machine, ["cost", ...argv])).output;
    // 0, 100 and 500 GB at 0.045 beside 32.85 for the gateway.
    expect(await outputOf()).toContain(
      "prod         32.85     0.00   4.50  37.35  32.85  55.35              0           0",
    );
    expect(await outputOf("--format", "markdown")).toContain(
      "| prod | 32.85 | 0.00 | 4.50 | 37.35 | 32.85 | 55.35 | 0 | 0 |",
    );
    const { environments } = JSON.parse(await outputOf("--format", "json")) as { environments: readonly object[] };
    expect(environments).toEqual([expect.objectContaining({ total: "37.35", low: "32.85", high: "55.35" })]);
    write("docs/cost.md", "<!-- estimate -->\n<!-- end of the estimate -->\n");
    await outputOf("--page");
    const page = fs.readFileSync(path.join(machine.cwd, "docs/cost.md"), "utf8");
    expect(page).toContain("| prod | 32.85 | 0.00 | 4.50 | 37.35 | 32.85 | 55.35 |");
    expect(page).toContain("| visits | 0 | 1,000,000 | 5,000,000 | a month |");
  });

  test("takes the always-free quantities off each workload, and leaves out other stacks", async () => {
    const queue = { "aws_sqs_queue.q": { monthly_requests: "requests" } };
    const requests = { value: 2_000_000, low: 500_000, high: 3_000_000, note: "a month" };
    const { machine, write } = machineWith({ aws_sqs_queue: { q: {} } }, { workload: { requests }, usage: queue });
    write("cdktf.out/stacks/edge/cdk.tf.json", { provider, resource: { aws_eip: { a: {} } } });
    const { output } = await runGroundplan(machine, ["cost", "shop", "--free-tier", "always", "--format", "json"]);
    const { environments } = JSON.parse(output) as { environments: readonly object[] };
    expect(environments).toEqual([
      expect.objectContaining({ environment: "prod", total: "0.8", low: "0.2", high: "1.2" }),
      expect.objectContaining({ environment: "account", total: "-0.4", low: "-0.2", high: "-0.4" }),
    ]);
  });

  test("estimates the fixed part alone", async () => {
    const { machine } = machineWith(RESOURCES, USAGE);
    const { output } = await runGroundplan(machine, ["cost", "--usage", "none"]);
    expect(output).toContain("prod: 33.85 USD a month");
  });

  test("reads a plan like the configuration that it plans", async () => {
    const { machine, write } = machineWith({ aws_eip: { a: {} } });
    const change = { actions: ["create"], after: {}, after_unknown: {} };
    const resource_changes = [{ address: "aws_eip.a", type: "aws_eip", mode: "managed", change }];
    const destroyed = { ...resource_changes[0], address: "aws_eip.b", change: { actions: ["delete"], before: {} } };
    const configuration = {
      provider_config: { aws: { name: "aws", expressions: { region: { constant_value: "us-east-1" } } } },
      root_module: {
        resources: [{ address: "aws_eip.a", mode: "managed", type: "aws_eip", name: "a", provider_config_key: "aws" }],
      },
    };
    write("plans/shop/plan.json", { configuration, resource_changes: [...resource_changes, destroyed] });
    const { output } = await runGroundplan(machine, ["cost", "plans/shop/plan.json"]);
    expect(output).toContain("3.65 USD a month");
  });

  test("fails with --strict if a charge has no amount", async () => {
    const open = machineWith(RESOURCES, USAGE);
    const { exitCode, errors } = await runGroundplan(open.machine, ["cost", "--strict"]);
    expect([exitCode, errors]).toEqual([1, "--strict: 2 charges have no amount"]);
    const { machine } = machineWith({ aws_eip: { a: {} } });
    expect((await runGroundplan(machine, ["cost", "--strict"])).exitCode).toBe(0);
  });

  test("takes the always-free quantities off once", async () => {
    const { machine } = machineWith({ aws_cloudwatch_dashboard: { a: {}, b: {} } });
    const { output } = await runGroundplan(machine, ["cost", "--free-tier", "always", "--format", "json"]);
    const { total, lines } = JSON.parse(output) as { total: string; lines: readonly { amount: string }[] };
    expect([total, lines.map(({ amount }) => amount)]).toEqual(["0", ["3", "3", "-6"]]);
  });

  test("prints every line with its reason", async () => {
    const { machine } = machineWith(RESOURCES);
    const { output } = await runGroundplan(machine, ["cost", "--format", "lines"]);
    expect(output).toMatch(/aws_kms_key\.data .* requests +usage missing .* give monthly_requests/);
  });

  test("prints JSON with amounts as decimal texts", async () => {
    const { machine } = machineWith({ aws_lb: { a: { internal: true } } });
    const { output } = await runGroundplan(machine, ["cost", "--format", "json"]);
    const { environments } = JSON.parse(output) as { environments: readonly unknown[] };
    expect(environments).toEqual([
      {
        environment: "prod",
        fixed: "16.425",
        derived: "0",
        usage: "0",
        total: "16.425",
        usageMissing: 1,
        notPriced: 0,
      },
    ]);
  });

  test("writes the page between its marks, with the table of the document", async () => {
    const { machine, write } = machineWith({ aws_eip: { a: {} } });
    write("docs/cost.md", "# Cost\n\n<!-- estimate -->\nold\n<!-- end of the estimate -->\n\nEnd.\n");
    const lines = [{ line: "Address", usd: "4", addresses: ["aws_eip.*"], why: "730 hours" }];
    write("docs/cost.json", { name: "the document", environment: "prod", lines });
    expect((await runGroundplan(machine, ["cost", "--page"])).exitCode).toBe(0);
    const page = fs.readFileSync(path.join(machine.cwd, "docs/cost.md"), "utf8");
    expect(page).toMatch(/^# Cost\n\n<!-- estimate -->\n\n\| environment [^]*<!-- end of the estimate -->\n\nEnd\.\n$/);
    expect(page).toContain("| Address | 4.00 | 3.65 | -0.35 | 730 hours |");
    expect(page).not.toContain("old");
  });

  test.each([
    [["--format", "html"], "--format html; allowed: text, lines, markdown, json"],
    [["--free-tier", "12-months"], "--free-tier 12-months; allowed: always"],
    [["--usage", "absent"], "--usage absent: no such folder"],
    [["shop", "--page"], "--page estimates all stacks; omit the names"],
    [["shop", "--from", "main"], "--from estimates all stacks; omit the names"],
    [["--from", "main", "--page"], "--from: the page has no difference; omit --page"],
    [
      ["--from", "main", "--format", "lines"],
      "--from: --format lines has no difference; allowed: text, markdown, json",
    ],
    [["--page"], "docs/cost.md: needs the lines <!-- estimate --> and <!-- end of the estimate -->"],
    [["absent"], "absent: no such file, and no synthesized stack; stacks: shop"],
  ])("refuses %j", async (argv, message) => {
    const { machine } = machineWith(RESOURCES);
    const { exitCode, errors } = await runGroundplan(machine, ["cost", ...argv]);
    expect([exitCode, errors]).toEqual([2, message]);
  });

  test("refuses a usage file that is no JSON, and a table that is no JSON", async () => {
    const { machine, write } = machineWith(RESOURCES);
    write("docs/cost.md", "<!-- estimate -->\n<!-- end of the estimate -->\n");
    write("docs/cost.json", "{");
    expect((await runGroundplan(machine, ["cost", "--page"])).errors).toContain("docs/cost.json: ");
    write("usage/prod.json", "{");
    expect((await runGroundplan(machine, ["cost"])).errors).toContain("usage/prod.json: ");
  });

  test("asks for a synthesis first", async () => {
    const machine = bareMachine(fs.mkdtempSync(path.join(folder, "machine-")));
    const { exitCode, errors } = await runGroundplan(machine, ["cost"]);
    expect([exitCode, errors]).toEqual([2, expect.stringContaining("synthesize the app first")]);
  });
});
