import fs from "node:fs";
import path from "node:path";
import { policyGate, PolicyGateError, type PolicyGateOptions, readPlan } from "../../../../policies";
import { withRefusals } from "../../../../tools/runner/checks/plan-refusals";
import type { SynthesizedStack } from "../../../../modules/core";
import { temporaryFolder } from "../../../tools/fixtures";

const ROOT = path.resolve(__dirname, "../../../..");
const BOTH_KEYS = { name: "orders", sqs_managed_sse_enabled: true, kms_master_key_id: "alias/orders" };
const REFUSED = "AWS/pf-sqs-sse-exclusive";
const config = (values: object) => ({
  provider: { aws: [{ region: "us-east-1" }] },
  resource: { aws_sqs_queue: { orders: { "//": { metadata: { path: "shop/orders" } }, ...values } } },
});

describe("policyGate", () => {
  const options = { rules: [], exempt: { aws_sqs_queue: "" } };
  const judge = (values: object, differences: PolicyGateOptions) => () =>
    policyGate({ ...options, ...differences })([{ name: "shop", config: config(values) }]);

  test("evaluates refusals on request only", () => {
    expect(judge(BOTH_KEYS, { refusals: false })).not.toThrow();
    expect(judge(BOTH_KEYS, { refusals: true })).toThrow(`HIGH ${REFUSED} shop/orders: `);
  });

  test("prints how many refusals it evaluated", () => {
    const printed: string[] = [];
    judge({ name: "orders" }, { refusals: true, print: (text) => printed.push(text) })();
    expect(printed).toEqual([
      expect.stringMatching(/^policies: /m),
      expect.stringMatching(/^refusals: \d+ rules of .* 0 refused/),
    ]);
  });

  describe("where the packages of refusals are not installed", () => {
    const folder = temporaryFolder();
    beforeEach(() => jest.spyOn(process, "cwd").mockReturnValue(folder));
    afterEach(() => jest.restoreAllMocks());

    test("ends with exit code 3 and the command that installs them, and nothing else", () => {
      let thrown: unknown;
      try {
        judge({ name: "orders" }, { refusals: true })();
      } catch (error) {
        thrown = error;
      }
      const message = expect.stringMatching(/not installed: npm install --save-dev cdk-preflight \S+$/) as string;
      expect(thrown).toBeInstanceOf(PolicyGateError);
      expect(thrown).toMatchObject({ exitCode: 3, message, judgement: { stacks: [{ name: "shop" }] } });
      expect((thrown as Error).stack).toBe(`PolicyGateError: ${(thrown as Error).message}`);
    });

    test("is indifferent to them without refusals", () => {
      expect(judge({ name: "orders" }, {})).not.toThrow();
    });
  });

  test("does not hide other errors", () => {
    jest.spyOn(process, "cwd").mockImplementation(() => {
      throw new TypeError("no working folder");
    });
    expect(judge({ name: "orders" }, { refusals: true })).toThrow(TypeError);
    jest.restoreAllMocks();
  });
});

describe("groundplan plan", () => {
  const out = temporaryFolder();
  const stackOf = (name: string, values: object): SynthesizedStack =>
    ({ name, config: config(values) }) as unknown as SynthesizedStack;
  const planned = (name: string, values: object): void => {
    const change = { actions: ["create"], after: values, after_unknown: {} };
    const plan = {
      resource_changes: [{ address: "aws_sqs_queue.orders", mode: "managed", type: "aws_sqs_queue", change }],
    };
    fs.mkdirSync(path.join(out, name), { recursive: true });
    fs.writeFileSync(path.join(out, name, "plan.json"), JSON.stringify(plan));
  };
  const run = (stacks: readonly SynthesizedStack[], values: object, cwd = ROOT) => {
    const results = stacks.map(({ name }) => ({ name, resources: 1, seconds: 0, diagnostics: [], figures: {} }));
    const printed: string[] = [];
    const output = withRefusals(results, { stacks, out, values }, { cwd }, (text) => printed.push(text));
    return { printed, texts: output.map(({ name, diagnostics }) => [name, diagnostics.map(({ text }) => text)]) };
  };

  test("fails stacks with refusals, by known values of the plan", () => {
    planned("prod", BOTH_KEYS);
    planned("dev", { name: "orders" });
    const stacks = [
      stackOf("prod", { ...BOTH_KEYS, kms_master_key_id: "${var.key}" }),
      stackOf("dev", { name: "orders" }),
    ];
    const { texts, printed } = run([...stacks, stackOf("never-planned", {})], {});
    expect(texts).toEqual([
      ["prod", [expect.stringContaining(`HIGH ${REFUSED} shop/orders: `)]],
      ["dev", []],
      ["never-planned", []],
    ]);
    expect(printed).toEqual([expect.stringMatching(/^refusals: .* 1 refused/)]);
  });

  test("leaves a finding out that depends on a value that is unknown until apply", () => {
    const change = {
      actions: ["create"],
      after: { name: "orders", sqs_managed_sse_enabled: true },
      after_unknown: { kms_master_key_id: true },
    };
    const plan = {
      resource_changes: [{ address: "aws_sqs_queue.orders", mode: "managed", type: "aws_sqs_queue", change }],
    };
    fs.writeFileSync(path.join(out, "prod", "plan.json"), JSON.stringify(plan));
    const { texts, printed } = run([stackOf("prod", { ...BOTH_KEYS, kms_master_key_id: "${var.key}" })], {});
    expect(texts).toEqual([["prod", []]]);
    expect(printed[0]).toContain("0 refused, 1 open until apply");
    expect(readPlan({ name: "prod", plan }).resources).toHaveLength(1);
  });

  test("fails a stack with a waiver that nothing needs", () => {
    planned("prod", { name: "orders" });
    const waiver = { reason: "the rule is wrong about this account", owner: "platform", expires: "2000-01-01" };
    const stack = stackOf("prod", {
      name: "orders",
      "//": { metadata: { path: "shop/orders" }, waivers: { [REFUSED]: waiver } },
    });
    expect(run([stack], {}).texts).toEqual([
      ["prod", [`shop/orders: waiver of ${REFUSED}: the rule passes without it; remove the waiver`]],
    ]);
  });

  test("evaluates nothing without plans, with --no-refusals, and without packages", () => {
    planned("prod", BOTH_KEYS);
    const stacks = [stackOf("prod", BOTH_KEYS)];
    expect(run([stackOf("never-planned", {})], {}).printed).toEqual([]);
    expect(run(stacks, { "no-refusals": true })).toEqual({ printed: [], texts: [["prod", []]] });
    expect(run(stacks, {}, out).printed).toEqual([expect.stringMatching(/^refusals: not evaluated/)]);
  });

  test("skips a stack whose plan cannot be read, because its policies have failed already", () => {
    fs.writeFileSync(path.join(out, "prod", "plan.json"), `{ "errored": true, "resource_changes": [] }`);
    expect(run([stackOf("prod", BOTH_KEYS)], {}).texts).toEqual([["prod", []]]);
    fs.writeFileSync(path.join(out, "prod", "plan.json"), "{");
    expect(() => run([stackOf("prod", BOTH_KEYS)], {})).toThrow(SyntaxError);
  });
});
