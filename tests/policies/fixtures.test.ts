import { evaluate, type Status } from "../../policies/engine/evaluate";
import { readPlan } from "../../policies/engine/plan-input";
import type { Finding, Phase } from "../../policies/engine/rule";
import { readConfiguration } from "../../policies/engine/synth-input";
import { RULES } from "../../policies/rules";
import { FIXTURES } from "./fixtures";
import { asConfiguration, asPlan, asPlanOfExisting, changed, type Blocks, type Fixture } from "./fixtures/fixture";

/** Forms of the same stack. */
type Form = "synth" | "plan" | "plan of applied resources";

const ruleOf = ({ rule }: Fixture) => RULES.find(({ id }) => id === rule)!;

function verdictOf(fixture: Fixture, blocks: Blocks, form: Form): { status: Status; findings: readonly Finding[] } {
  const configuration = asConfiguration(blocks);
  const plan = form === "plan" ? asPlan(blocks) : asPlanOfExisting(blocks);
  const phase = form === "synth" ? "synth" : "plan";
  const input =
    form === "synth"
      ? readConfiguration({ name: "shop", config: configuration })
      : readPlan({ name: "shop", plan, configuration });
  const { profile = "prod" } = fixture;
  const verdicts = evaluate([input], { phase, rules: [ruleOf(fixture)], profileOf: () => profile });
  const address = fixture.address.startsWith("terraform.") ? "terraform" : fixture.address;
  return verdicts.find(({ resource }) => resource.address === address)!;
}

/** Plans contain no lifecycle and settings, configurations no changes. */
const phasesOf = (fixture: Fixture): readonly Phase[] => ruleOf(fixture).phases ?? ["synth", "plan"];
const FORMS: Readonly<Record<Phase, readonly Form[]>> = {
  synth: ["synth"],
  plan: ["plan", "plan of applied resources"],
};
const inForms = FIXTURES.flatMap((fixture) =>
  phasesOf(fixture)
    .flatMap((phase) => FORMS[phase])
    .map((form) => ({ fixture, form, rule: fixture.rule, address: fixture.address })),
);
const failures = inForms.flatMap((one) =>
  Object.entries(one.fixture.fails).map(([what, change]) => ({ ...one, what, change })),
);
const unknowns = inForms.filter(({ fixture }) => fixture.unknown);

test.each(inForms)("$rule passes $address in a $form", ({ fixture, form }) => {
  const { status, findings } = verdictOf(fixture, fixture.pass, form);
  expect({ status, findings }).toEqual({ status: "pass", findings: [] });
});

test.each(failures)("$rule fails $address $what in a $form", ({ fixture, form, change }) => {
  const { status, findings } = verdictOf(fixture, changed(fixture.pass, change), form);
  expect(status).toBe("fail");
  expect(findings.every(({ message }) => message.length > 5)).toBe(true);
});

test.each(unknowns)("$rule leaves $address open in a $form until plan", ({ fixture, form }) => {
  expect(verdictOf(fixture, changed(fixture.pass, fixture.unknown!), form).status).toBe("unknown");
});

test.each([
  ["IAM-07", "aws_iam_user"],
  ["IAM-07", "aws_iam_access_key"],
  ["IAM-07", "aws_iam_user_policy_attachment"],
  ["S3-07", "aws_s3_bucket_acl"],
])("%s fails any %s", (rule, type) => {
  const input = readConfiguration({ name: "shop", config: { resource: { [type]: { a: {} } } } });
  const rules = RULES.filter(({ id }) => id === rule);
  const [verdict] = evaluate([input], { phase: "synth", rules, profileOf: () => "prod" });
  expect(verdict!.status).toBe("fail");
});

test("SNS-01 leaves a key policy that is not JSON to KMS-02", () => {
  const resource = {
    aws_sns_topic: { a: { kms_master_key_id: "${aws_kms_key.a.arn}" } },
    aws_kms_key: { a: { policy: "{" } },
    aws_cloudwatch_metric_alarm: { a: { alarm_actions: ["${aws_sns_topic.a.arn}"] } },
  };
  const input = readConfiguration({ name: "shop", config: { resource } });
  const rules = RULES.filter(({ id }) => id === "SNS-01" || id === "KMS-02");
  const verdicts = evaluate([input], { phase: "synth", rules, profileOf: () => "prod" });
  expect(verdicts.map(({ rule, status }) => [rule.id, status])).toEqual([
    ["SNS-01", "pass"],
    ["KMS-02", "fail"],
  ]);
});

test("CHG-01 passes a resource without planned actions", () => {
  const input = readConfiguration({ name: "shop", config: { resource: { aws_s3_bucket: { a: {} } } } });
  const rules = RULES.filter(({ id }) => id === "CHG-01");
  const [verdict] = evaluate([input], { phase: "plan", rules, profileOf: () => "prod" });
  expect(verdict!.status).toBe("pass");
});

test("every rule has a passing and a failing fixture", () => {
  const complete = FIXTURES.filter(({ fails }) => Object.keys(fails).length > 0).map(({ rule }) => rule);
  // Rules of changes check planned actions (changes.test.ts).
  const others = RULES.map(({ id }) => id).filter((id) => !complete.includes(id) && !id.startsWith("CHG-"));
  expect(others).toEqual([]);
  expect(complete.filter((id) => !RULES.some((rule) => rule.id === id))).toEqual([]);
});
