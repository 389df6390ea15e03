import fs from "node:fs";
import path from "node:path";
import VERSIONS from "../../../../policies/refusals/engine/versions.json";
import { bareMachine, runGroundplan, temporaryFolder } from "../../../tools/fixtures";

const ROOT = path.resolve(__dirname, "../../../..");
const folder = temporaryFolder();
const RULE = {
  id: "pf-queue",
  service: "sqs",
  title: "Queues are refused",
  severity: "ERROR",
  resourceTypes: ["AWS::SQS::Queue"],
  rego: "package cdk_preflight\n",
};
const REFUSED = "AWS/pf-sqs-sse-exclusive";
const WAIVER = { reason: "the rule is wrong about this account", owner: "platform", expires: expiry() };

/** A valid date, 90 days ahead. */
function expiry(): string {
  return new Date(Date.now() + 90 * 86_400_000).toISOString().slice(0, 10);
}

function queue(values: object, comment: object = {}): object {
  const block = { "//": { metadata: { path: "shop/orders" }, ...comment }, name: "orders", ...values };
  return { provider: { aws: [{ region: "us-east-1" }] }, resource: { aws_sqs_queue: { orders: block } } };
}
const BOTH_KEYS = { sqs_managed_sse_enabled: true, kms_master_key_id: "alias/orders" };

/** A project with a configuration, and with packages: those of this repository, or files by name. */
function project(name: string, config: object, packages: "installed" | Readonly<Record<string, string>> = {}) {
  const machine = bareMachine(path.join(folder, name));
  const write = (file: string, content: string): void => {
    fs.mkdirSync(path.dirname(path.join(machine.cwd, file)), { recursive: true });
    fs.writeFileSync(path.join(machine.cwd, file), content);
  };
  write("shop/cdk.tf.json", JSON.stringify(config));
  if (packages === "installed") fs.symlinkSync(path.join(ROOT, "node_modules"), path.join(machine.cwd, "node_modules"));
  else Object.entries(packages).forEach(([file, content]) => write(`node_modules/${file}`, content));
  return machine;
}

function policy(machine: ReturnType<typeof project>, ...options: string[]) {
  return runGroundplan(machine, ["policy", "shop/cdk.tf.json", ...options]);
}

const fakePack = (rules: readonly object[] = [RULE]) => ({
  "cdk-preflight/package.json": JSON.stringify({ version: VERSIONS["cdk-preflight"] }),
  "cdk-preflight/lib/rules.generated.js": `exports.BUNDLED_RULES = ${JSON.stringify(rules)}; exports.BUNDLED_LIBS = [];`,
});
const fakeEngine = (validate: string, construct = "") => ({
  ...fakePack(),
  "@aws/cloudformation-validate/package.json": JSON.stringify({
    version: VERSIONS["@aws/cloudformation-validate"],
    main: "index.js",
  }),
  "@aws/cloudformation-validate/index.js": `
    exports.TemplateFile = class {};
    exports.RegoEngine = class { constructor() { ${construct} } validateDetailed(template) { ${validate} } };`,
});

describe("groundplan policy without the packages of the refusals", () => {
  test("prints how to install them, and evaluates its own rules", async () => {
    const { output } = await policy(project("without", queue({})));
    expect(output).toMatch(
      /^refusals: not evaluated; .* not installed: npm install --save-dev cdk-preflight @aws\/cloudformation-validate\n/,
    );
    expect(output).toContain("SQS-");
  });

  test("ends with 3 if they are required", async () => {
    const { exitCode, errors } = await policy(project("required", queue({})), "--refusals");
    expect(exitCode).toBe(3);
    expect(errors).toContain("npm install --save-dev cdk-preflight @aws/cloudformation-validate");
  });

  test("ends with 3 if only the engine is missing", async () => {
    const { exitCode } = await policy(project("rules-only", queue({}), fakePack()), "--refusals");
    expect(exitCode).toBe(3);
  });

  test("is silent about them with --no-refusals", async () => {
    const { output } = await policy(project("off", queue({})), "--no-refusals");
    expect(output).not.toContain("refusals");
  });
});

describe("groundplan policy ends with 3, also without --refusals, if the engine", () => {
  test.each([
    ["rejects a rule", fakeEngine("", 'throw new Error("rule 1:2 does not compile")'), "rule 1:2 does not compile"],
    ["ends by a signal", fakeEngine('process.kill(process.pid, "SIGKILL")'), "ended with SIGKILL"],
    ["ends without a report", fakeEngine("process.exit(0)"), "ended without a report"],
    ["ends before it has read the rules", fakeEngine("process.exit(7)"), "ended with exit code 7"],
    [
      "reports on too few templates",
      fakeEngine('require("fs").writeSync(1, "[]"); process.exit(0)'),
      "on every template",
    ],
    ["cannot read a template", fakeEngine('return { status: "FAILED", diagnostics: [] }'), "status FAILED"],
    ["has no rules", { ...fakeEngine(""), ...fakePack([]) }, "cdk-preflight has no list of rules"],
    [
      "has another version than the tested one",
      {
        ...fakeEngine('return { status: "OK", diagnostics: [] }'),
        "cdk-preflight/package.json": JSON.stringify({ version: "0.0.1" }),
      },
      `cdk-preflight is 0.0.1, not ${VERSIONS["cdk-preflight"]}: npm install --save-dev --save-exact cdk-preflight@`,
    ],
    [
      "cannot be loaded",
      { ...fakeEngine(""), ...{ "cdk-preflight/lib/rules.generated.js": "throw new Error('broken')" } },
      "broken",
    ],
  ])("%s", async (name, packages, message) => {
    const run = policy(project(name.replaceAll(" ", "-"), queue({}), packages));
    if (name === "cannot be loaded") return expect(run).rejects.toThrow(message);
    const { exitCode, errors } = await run;
    expect({ exitCode, errors }).toEqual({ exitCode: 3, errors: expect.stringContaining(message) });
  });

  test("cannot compile a rule of the pack", async () => {
    const packages = fakePack([{ ...RULE, rego: "package cdk_preflight\n\nviolation contains nonsense(\n" }]);
    const machine = project("syntax", queue({}), packages);
    fs.symlinkSync(path.join(ROOT, "node_modules/@aws"), path.join(machine.cwd, "node_modules/@aws"));
    const { exitCode, errors } = await policy(machine);
    expect({ exitCode, errors }).toEqual({
      exitCode: 3,
      errors: expect.stringMatching(/engine ended with exit code 1: .*rules\/sqs/s),
    });
  });
});

describe("groundplan policy with the packages", () => {
  test("ends with 1 and names argument, answer of AWS, and fix", async () => {
    const machine = project("refused", queue(BOTH_KEYS), "installed");
    const { exitCode, output } = await policy(machine, "--sarif", "report.sarif", "--junit", "report.xml");
    expect(exitCode).toBe(1);
    expect(output).toContain(`HIGH ${REFUSED} shop/orders: `);
    expect(output).toMatch(
      / {2}kms_master_key_id: AWS refuses this at apply: sqs_managed_sse_enabled is true .* AWS says: ".*\n {2}fix: /,
    );
    expect(output).toMatch(/^refusals: \d+ rules of cdk-preflight .* on 1 resources in 1 stacks: 1 refused/);
    const sarif = JSON.parse(fs.readFileSync(path.join(machine.cwd, "report.sarif"), "utf8"));
    const rules: { id: string; helpUri?: string }[] = sarif.runs[0].tool.driver.rules;
    expect(rules.find(({ id }) => id === REFUSED)?.helpUri).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
    expect(fs.readFileSync(path.join(machine.cwd, "report.xml"), "utf8")).toContain(`classname="${REFUSED}"`);
  });
});

/** An engine that refuses every queue with a key, with the rule of the fake pack. */
const REFUSING = fakeEngine(`
  const { Resources } = JSON.parse(template.readBytes());
  const refused = Object.keys(Resources).filter((id) => Resources[id].Properties.KmsMasterKeyId);
  const diagnostics = refused.map((logicalId) => ({
    ruleId: "pf-queue", source: "CUSTOM", entity: { logicalId }, propertyPath: "Properties.KmsMasterKeyId", message: "no key",
  }));
  return { status: "OK", diagnostics };`);
const OF_PACK = "AWS/pf-queue";

describe("a refusal", () => {
  test("is accepted by a waiver, which is ignored where refusals are not evaluated", async () => {
    const machine = project("waived", queue(BOTH_KEYS, { waivers: { [OF_PACK]: WAIVER } }), REFUSING);
    const waived = await policy(machine, "--json", "report.json");
    const { verdicts } = JSON.parse(fs.readFileSync(path.join(machine.cwd, "report.json"), "utf8"));
    expect(verdicts).toContainEqual(expect.objectContaining({ rule: OF_PACK, outcome: "waived" }));
    expect(waived.output).not.toContain("WAIVER");
    expect((await policy(machine, "--no-refusals")).output).not.toContain(OF_PACK);
  });

  test("that does not exist makes its waiver a problem, as an unknown rule does", async () => {
    const waivers = { [OF_PACK]: WAIVER, "AWS/pf-nonsense": WAIVER };
    const { output } = await policy(project("unused", queue({}, { waivers }), REFUSING));
    expect(output).toContain(`waiver of ${OF_PACK}: the rule passes without it; remove the waiver`);
    expect(output).toContain("waiver of AWS/pf-nonsense: no rule has the id AWS/pf-nonsense");
  });

  test("is reported, unless its rule is excluded", async () => {
    const machine = project("excluded", queue(BOTH_KEYS), REFUSING);
    expect((await policy(machine)).output).toContain(`HIGH ${OF_PACK} shop/orders: `);
    expect((await policy(machine, "--exclude", OF_PACK)).output).not.toContain(OF_PACK);
  });
});

test.each([
  [["--exclude", "AWS/pf-nonsense"], "--exclude: no refusal has the id AWS/pf-nonsense"],
  [["--refusals", "--no-refusals"], "--refusals and --no-refusals exclude each other"],
])("groundplan policy ends with 2 for %j", async (options, message) => {
  const name = options.join("");
  const { exitCode, errors } = await policy(project(name, queue({}), "installed"), ...options);
  expect({ exitCode, errors }).toEqual({ exitCode: 2, errors: message });
});
