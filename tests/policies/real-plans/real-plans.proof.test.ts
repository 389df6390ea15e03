import PLANNED_BLOCKS from "../../../policies/graph/planned-blocks.json";
import { fail } from "../../../policies/engine/checks";
import type { Rule } from "../../../policies/engine/rule";
import { isRecord, recordsOf } from "../../../policies/engine/values";
import { RULES } from "../../../policies/rules";
import { describeWith } from "../../support/with-tool";
import { CASES, type Case } from "./cases";
import { plansOf, problemsOf } from "./fixture-plans";
import { OTHERWISE_ALONE } from "./otherwise";
import { missingArguments } from "./required-arguments";
import { differencesOf, type PlannedCase } from "./plan-status";
import { REFUSED, REQUIRED } from "./refused";

/** Fixtures of several rules have the same stacks, which are planned once. */
const names = new Map<string, string>();

function nameOf({ blocks }: Case): string {
  const key = JSON.stringify(blocks);
  const name = names.get(key) ?? `f${names.size}`;
  names.set(key, name);
  return name;
}

/** Arguments that the provider requires and the case removes, so that no plan contains it. */
const missingIn = ({ fixture, blocks }: Case): readonly string[] => missingArguments(fixture.pass, blocks);

const isPlannable = (one: Case): boolean => !(one.title in REFUSED) && missingIn(one).length === 0;

const stacksOf = (cases: readonly Case[]) => Object.fromEntries(cases.map((one) => [nameOf(one), one.blocks]));

/** Each block of the list that is absent from a resource, and yet unknown in its plan. */
function chosenBlocks({ title, blocks, plan }: PlannedCase): readonly string[] {
  return recordsOf(plan["resource_changes"]).flatMap(({ address, type, change }) => {
    const unknown = isRecord(change) && isRecord(change["after_unknown"]) ? change["after_unknown"] : {};
    const listed = (PLANNED_BLOCKS.types as Readonly<Record<string, readonly string[]>>)[String(type)] ?? [];
    const absent = listed.filter((block) => blocks[String(address)]?.[block] === undefined);
    return absent.filter((block) => unknown[block] === true).map((block) => `${title}: ${block}`);
  });
}

/** A rule that takes the empty list of a plan, which contains every block, for the block. */
const DEAD_IN_PLANS: readonly Rule[] = RULES.map((rule) => ({
  ...rule,
  ...(rule.id === "CF-11" && {
    check: ({ values }) => ("custom_error_response" in values ? [] : [fail("custom_error_response", "must be set")]),
  }),
}));

describeWith("terraform", "that rules see in real plans what they see in fixtures")("the real provider", () => {
  let planned: readonly PlannedCase[] = [];

  beforeAll(async () => {
    const cases = CASES.filter(isPlannable);
    const plans = await plansOf(stacksOf(cases));
    planned = cases.map((one) => ({ ...one, plan: plans[nameOf(one)]! }));
  }, 600_000);

  test("rejects the fixtures that no plan can contain", async () => {
    const refused = CASES.filter(({ title }) => title in REFUSED);
    const problems = await problemsOf(stacksOf(refused));
    const found = Object.fromEntries(refused.map((one) => [one.title, problems[nameOf(one)]]));
    const expected = Object.entries(REFUSED).map(([title, problem]) => [title, expect.stringContaining(problem)]);
    expect(found).toEqual(Object.fromEntries(expected));
  }, 600_000);

  test("requires the arguments that fixtures of missing ones remove", () => {
    const found = CASES.map((one) => [one.title, missingIn(one)] as const).filter(([, missing]) => missing.length > 0);
    expect(Object.fromEntries(found)).toEqual(REQUIRED);
  });

  test("plans each fixture so that the rule has the same result", () => {
    expect(differencesOf(planned, RULES, { configured: true })).toEqual({});
  });

  test("leaves out of plans what only their configuration contains", () => {
    expect(differencesOf(planned, RULES, { configured: false })).toEqual(OTHERWISE_ALONE);
  });

  test("shows a rule that no plan fails", () => {
    expect(differencesOf(planned, DEAD_IN_PLANS, { configured: true })).toMatchObject({
      "CF-11 aws_cloudfront_distribution.a without error responses": "pass",
    });
  });

  test("chooses no block that plans contain as written", () => {
    expect(planned.flatMap(chosenBlocks)).toEqual([]);
  });
});
