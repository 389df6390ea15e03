import fs from "node:fs";
import path from "node:path";
import { readConfiguration } from "../../../policies/engine/synth-input";
import type { Rule } from "../../../policies/engine/rule";
import { exitCodeOf, judge, type Judgement } from "../../../policies/engine/judgement";
import { EXEMPT_TYPES, RULES } from "../../../policies/rules";
import { repositoryFolder, repositoryStackNames, synthesizedFolder } from "../../support/synthesized";

const NOW = new Date("2026-11-25T12:00:00Z");
type Config = { resource: Record<string, Record<string, Record<string, unknown>>> } & Record<string, unknown>;

const configOf = (name: string, folder = repositoryFolder()): Config =>
  JSON.parse(fs.readFileSync(path.join(folder, "stacks", name, "cdk.tf.json"), "utf8")) as Config;

function judged(configs: Readonly<Record<string, unknown>>, rules: readonly Rule[] = RULES): Judgement {
  const inputs = Object.entries(configs).map(([name, config]) => readConfiguration({ name, config }));
  return judge(inputs, { phase: "synth", rules, exempt: EXEMPT_TYPES, now: NOW });
}

const all = () => Object.fromEntries(repositoryStackNames().map((name) => [name, configOf(name)]));
const failing = ({ verdicts }: Judgement) =>
  verdicts.filter(({ outcome }) => outcome === "blocked").map(({ rule }) => rule.id);

describe("the stacks of the platform", () => {
  test("pass every rule in every environment", () => {
    const judgement = judged(all());
    expect(failing(judgement)).toEqual([]);
    expect(judgement.problems).toEqual([]);
    expect(exitCodeOf(judgement)).toBe(0);
  });

  test("have waivers for at most ten reasons, none of them critical", () => {
    const accepted = judged(all()).verdicts.filter(({ outcome }) => outcome === "waived");
    const reasons = new Set(accepted.map(({ rule, waiver }) => `${rule.id}: ${waiver!.reason}`));
    expect([...reasons].length).toBeLessThanOrEqual(10);
    expect(accepted.map(({ rule }) => rule.severity)).not.toContain("critical");
  });

  test("use only types that have a rule or are exempt", () => {
    expect(judged(all()).unowned).toEqual([]);
    const config = configOf("dev", synthesizedFolder());
    config.resource["aws_new_thing"] = { one: {} };
    expect(judged({ dev: config }).unowned).toEqual(["aws_new_thing"]);
  });

  test("fail for a security group opened by an escape hatch", () => {
    const config = configOf("dev", synthesizedFolder());
    const [group] = Object.values(config.resource["aws_security_group"]!);
    group!["ingress"] = [{ from_port: 22, to_port: 22, protocol: "tcp", cidr_blocks: ["0.0.0.0/0"] }];
    expect(failing(judged({ dev: config }))).toEqual(["NET-06"]);
  });
});

test("prod has every rule of staging, and staging every rule of dev", () => {
  const off = (profile: "dev" | "staging" | "prod") =>
    new Set(RULES.filter(({ relaxed }) => relaxed?.[profile] === "off").map(({ id }) => id));
  expect(off("prod").size).toBe(0);
  expect([...off("staging")].filter((id) => !off("dev").has(id))).toEqual([]);
});

test("every rule has a unique id, texts and a control", () => {
  expect(new Set(RULES.map(({ id }) => id)).size).toBe(RULES.length);
  for (const { id, title, rationale, fix, controls } of RULES) {
    expect([id, title, rationale, fix].every((text) => text.length > 4)).toBe(true);
    expect(Object.values(controls).flat().length).toBeGreaterThan(0);
  }
});
