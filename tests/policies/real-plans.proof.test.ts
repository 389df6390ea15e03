import { evaluate, type Status } from "../../policies/engine/evaluate";
import { readPlan } from "../../policies/engine/plan-input";
import { RULES } from "../../policies/rules";
import { describeWith } from "../support/with-tool";
import { asConfiguration } from "./fixtures/fixture";
import { CASES, FIRST_CASES, type Case } from "./real-plans/cases";
import { moduleOf, type Values } from "./real-plans/fixture-modules";
import { plansOf, problemsOf } from "./real-plans/fixture-plans";
import { OTHERWISE } from "./real-plans/otherwise";
import { REFUSED } from "./real-plans/refused";

/** Fixtures of several rules have the same stacks, which are planned once. */
const folders = new Map<string, string>();

function folderOf({ blocks }: Case): string {
  const key = JSON.stringify(blocks);
  const folder = folders.get(key) ?? `f${folders.size}`;
  folders.set(key, folder);
  return folder;
}

const modulesOf = (cases: readonly Case[]) =>
  Object.fromEntries(cases.map((one) => [folderOf(one), moduleOf(one.blocks)]));

function statusOf({ fixture, blocks }: Case, plan: Values): Status | undefined {
  const input = readPlan({
    name: "shop",
    plan,
    configuration: asConfiguration(blocks),
  });
  const rules = RULES.filter(({ id }) => id === fixture.rule);
  const { profile = "prod", address } = fixture;
  const verdicts = evaluate([input], {
    phase: "plan",
    rules,
    profileOf: () => profile,
  });
  return verdicts.find(({ resource }) => resource.address === address)?.status;
}

describeWith("terraform", "that rules see in real plans what they see in fixtures")("the real provider", () => {
  test("rejects the fixtures that no plan can contain", async () => {
    const refused = CASES.filter(({ title }) => title in REFUSED);
    const problems = await problemsOf(modulesOf(refused));
    const found = Object.fromEntries(refused.map((one) => [one.title, problems[folderOf(one)]]));
    const expected = Object.entries(REFUSED).map(([title, problem]) => [title, expect.stringContaining(problem)]);
    expect(found).toEqual(Object.fromEntries(expected));
  }, 600_000);

  test("plans the first fixture of each rule so that the rule has the same result", async () => {
    const planned = FIRST_CASES.filter(({ title }) => !(title in REFUSED));
    const plans = await plansOf(modulesOf(planned));
    const found = planned.map((one) => [one.title, statusOf(one, plans[folderOf(one)]!)]);
    const expected = planned.map(({ title, status }) => [title, OTHERWISE[title] ?? status]);
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(expected));
  }, 600_000);
});
