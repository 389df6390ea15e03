import fs from "node:fs";
import path from "node:path";
import { policyGate, planGate, PolicyGateError } from "../../../policies";
import { exitCodeOf, judge } from "../../../policies/engine/judgement";
import { readConfiguration } from "../../../policies/engine/synth-input";
import { consoleReport } from "../../../policies/reports/console";
import { EXEMPT_TYPES, RULES } from "../../../policies/rules";
import { repositoryFolder, repositoryStackNames } from "../../support/synthesized";

const day = (text: string) => new Date(`${text}T12:00:00Z`);
const WAIVER = { reason: "The load test needs public addresses", owner: "shop", expires: "2026-12-24" };
const subnet = (waiver: object = WAIVER, values: object = { map_public_ip_on_launch: true }) => ({
  ...values,
  "//": { metadata: { path: "shop/a" }, waivers: { "NET-03": waiver } },
});
const PROVIDER = { aws: [{ default_tags: [{ tags: { Environment: "dev" } }] }] };
const configOf = (block: object) => ({ provider: PROVIDER, resource: { aws_subnet: { a: block } } });
const rules = RULES.filter(({ id }) => id === "NET-03");

function gateOn(now: string, block: object = subnet()): string {
  let printed = "";
  policyGate({ rules, exempt: {}, now: day(now), print: (text) => (printed = text) })([
    { name: "shop", config: configOf(block) },
  ]);
  return printed;
}
const enforcedOn = (now: string) =>
  judge([readConfiguration({ name: "shop", config: configOf(subnet()) })], {
    phase: "synth",
    rules,
    exempt: {},
    now: day(now),
  });

describe("synthesis", () => {
  test("prints an expired waiver with its owner, and passes", () => {
    expect(gateOn("2026-12-25")).toContain(
      "WAIVER  EXPIRED on 2026-12-24: NET-03 at shop/a (owner: shop); renew or remove the waiver",
    );
  });

  test("prints a waiver for six weeks before it expires", () => {
    expect(gateOn("2026-11-12")).toContain("WAIVER  expires on 2026-12-24, in 42 days: NET-03 at shop/a (owner: shop)");
    expect(gateOn("2026-11-11")).not.toContain("WAIVER");
  });

  test("names the resource of a waiver without a construct path by stack and address", () => {
    const block = { map_public_ip_on_launch: true, "//": { waivers: { "NET-03": WAIVER } } };
    expect(gateOn("2026-12-25", block)).toContain("NET-03 at shop/aws_subnet.a (owner: shop)");
  });

  test("prints to standard error if the gate has no print", () => {
    const write = jest.spyOn(process.stderr, "write").mockReturnValue(true);
    policyGate({ rules, exempt: {}, now: day("2026-12-25") })([{ name: "shop", config: configOf(subnet()) }]);
    expect(write).toHaveBeenCalledWith(expect.stringContaining("EXPIRED on 2026-12-24"));
    write.mockRestore();
  });

  test.each([
    ["without a waiver", { map_public_ip_on_launch: true }],
    ["with a waiver of 31 February", subnet({ ...WAIVER, expires: "2026-02-31" })],
    ["with an expired waiver without an owner", subnet({ ...WAIVER, owner: "" })],
    ["with an expired waiver that is not needed", subnet(WAIVER, { map_public_ip_on_launch: false })],
  ])("still fails for a finding %s", (_title, block) => {
    expect(() => gateOn("2026-12-25", block)).toThrow(PolicyGateError);
  });

  test("fails on an expired waiver if the app enforces dates", () => {
    const gate = policyGate({ rules, exempt: {}, now: day("2026-12-25"), expiry: "enforce" });
    expect(() => gate([{ name: "shop", config: configOf(subnet()) }])).toThrow(/expired on 2026-12-24/);
  });
});

test("a plan passes with an expired waiver", () => {
  const change = { actions: ["no-op"], before: {}, after: { map_public_ip_on_launch: true } };
  const plan = {
    resource_changes: [{ address: "aws_subnet.a", mode: "managed", type: "aws_subnet", change }],
  };
  const gateOf = (configuration: object) => () =>
    planGate({ rules, exempt: {}, now: day("2026-12-25") })({ name: "shop", plan, configuration });
  expect(gateOf(configOf(subnet()))).not.toThrow();
  expect(gateOf(configOf({ map_public_ip_on_launch: true }))).toThrow(/NET-03/);
});

test("a check that enforces dates counts the finding of an expired waiver", () => {
  expect(exitCodeOf(enforcedOn("2026-12-24"))).toBe(0);
  expect(exitCodeOf(enforcedOn("2026-12-25"))).toBe(4);
  expect(enforcedOn("2026-12-25").verdicts.map(({ outcome }) => outcome)).toEqual(["blocked"]);
});

describe("the stacks of the platform", () => {
  const configurations = () =>
    repositoryStackNames().map((name) => ({
      name,
      config: JSON.parse(
        fs.readFileSync(path.join(repositoryFolder(), "stacks", name, "cdk.tf.json"), "utf8"),
      ) as unknown,
    }));
  const judged = (now: string) =>
    judge(configurations().map(readConfiguration), {
      phase: "synth",
      rules: RULES,
      exempt: EXEMPT_TYPES,
      now: day(now),
    });

  test("synthesize years after their waivers expired, while a check in CI fails", () => {
    const printed: string[] = [];
    policyGate({ now: day("2029-01-01"), print: (text) => printed.push(text) })(configurations());
    const lines = printed.join("\n").split("\n");
    const { waivers } = judged("2029-01-01");
    expect(lines.filter((line) => line.startsWith("WAIVER  EXPIRED"))).toHaveLength(waivers.length);
    expect(exitCodeOf(judged("2029-01-01"))).toBe(4);
  });

  test("share one expiry date and owner, and announce it before", () => {
    const { waivers } = judged("2026-11-28");
    expect(new Set(waivers.map(({ owner, expires }) => `${owner} ${expires}`)).size).toBe(1);
    const before = new Date(day(waivers[0]!.expires).getTime() - 28 * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
    expect(consoleReport(judged(before))).toContain("in 28 days: CAC-02");
    expect(exitCodeOf(judged(before))).toBe(0);
  });
});
