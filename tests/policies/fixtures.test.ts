import { evaluate, type Status } from "../../policies/engine/evaluate";
import { readPlan } from "../../policies/engine/plan-input";
import type { Finding, Phase } from "../../policies/engine/rule";
import { readConfiguration } from "../../policies/engine/synth-input";
import { RULES } from "../../policies/rules";
import { FIXTURES } from "./fixtures";
import { asConfiguration, asPlan, changed, type Blocks, type Fixture } from "./fixtures/fixture";

const ruleOf = ({ rule }: Fixture) => RULES.find(({ id }) => id === rule)!;

function verdictOf(fixture: Fixture, blocks: Blocks, phase: Phase): { status: Status; findings: readonly Finding[] } {
  const input =
    phase === "synth"
      ? readConfiguration({ name: "shop", config: asConfiguration(blocks) })
      : readPlan({ name: "shop", plan: asPlan(blocks), configuration: asConfiguration(blocks) });
  const verdicts = evaluate([input], { phase, rules: [ruleOf(fixture)], profileOf: () => "prod" });
  const address = fixture.judged.startsWith("terraform.") ? "terraform" : fixture.judged;
  return verdicts.find(({ resource }) => resource.address === address)!;
}

/** Plans do not hold lifecycle and settings, and configurations no changes. */
const phasesOf = (fixture: Fixture): readonly Phase[] => ruleOf(fixture).phases ?? ["synth", "plan"];
const inPhases = FIXTURES.flatMap((fixture) =>
  phasesOf(fixture).map((phase) => ({ fixture, phase, rule: fixture.rule, judged: fixture.judged })),
);
const failures = inPhases.flatMap((one) =>
  Object.entries(one.fixture.fails).map(([what, change]) => ({ ...one, what, change })),
);
const unknowns = inPhases.filter(({ fixture }) => fixture.unknown);

test.each(inPhases)("$rule passes $judged in a $phase", ({ fixture, phase }) => {
  const { status, findings } = verdictOf(fixture, fixture.pass, phase);
  expect({ status, findings }).toEqual({ status: "pass", findings: [] });
});

test.each(failures)("$rule fails $judged $what in a $phase", ({ fixture, phase, change }) => {
  const { status, findings } = verdictOf(fixture, changed(fixture.pass, change), phase);
  expect(status).toBe("fail");
  expect(findings.every(({ message }) => message.length > 5)).toBe(true);
});

test.each(unknowns)("$rule leaves $judged open in a $phase", ({ fixture, phase }) => {
  expect(verdictOf(fixture, changed(fixture.pass, fixture.unknown!), phase).status).toBe("unknown");
});

test.each(["aws_iam_user", "aws_iam_access_key", "aws_iam_user_policy_attachment"])("IAM-07 fails any %s", (type) => {
  const input = readConfiguration({ name: "shop", config: { resource: { [type]: { a: {} } } } });
  const rules = RULES.filter(({ id }) => id === "IAM-07");
  const [verdict] = evaluate([input], { phase: "synth", rules, profileOf: () => "prod" });
  expect(verdict!.status).toBe("fail");
});

test("every rule has a fixture that passes and one that fails", () => {
  const complete = FIXTURES.filter(({ fails }) => Object.keys(fails).length > 0).map(({ rule }) => rule);
  // CHG-01 judges what a plan does (gate.test.ts), and nothing of its types passes IAM-07.
  expect(RULES.map(({ id }) => id).filter((id) => !complete.includes(id))).toEqual(["IAM-07", "CHG-01"]);
  expect(complete.filter((id) => !RULES.some((rule) => rule.id === id))).toEqual([]);
});
