import PLANNED_BLOCKS from "../../policies/graph/planned-blocks.json";
import { fail } from "../../policies/engine/checks";
import type { Rule } from "../../policies/engine/rule";
import { isRecord, recordsOf } from "../../policies/engine/values";
import { RULES } from "../../policies/rules";
import { describeWith } from "../support/with-tool";
import { CASES, FIRST_CASES, type Case } from "./real-plans/cases";
import { moduleOf } from "./real-plans/fixture-modules";
import { plansOf, problemsOf } from "./real-plans/fixture-plans";
import { OTHERWISE_ALONE } from "./real-plans/otherwise";
import { differencesOf, type PlannedCase } from "./real-plans/plan-status";
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

/** Each block of the list that is absent from a resource, and yet unknown in its plan. */
function chosenBlocks({ title, blocks, plan }: PlannedCase): readonly string[] {
  return recordsOf(plan["resource_changes"]).flatMap(({ address, type, change }) => {
    const unknown = isRecord(change) && isRecord(change["after_unknown"]) ? change["after_unknown"] : {};
    const listed = (PLANNED_BLOCKS as Readonly<Record<string, readonly string[]>>)[String(type)] ?? [];
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
    const cases = FIRST_CASES.filter(({ title }) => !(title in REFUSED));
    const plans = await plansOf(modulesOf(cases));
    planned = cases.map((one) => ({ ...one, plan: plans[folderOf(one)]! }));
  }, 600_000);

  test("rejects the fixtures that no plan can contain", async () => {
    const refused = CASES.filter(({ title }) => title in REFUSED);
    const problems = await problemsOf(modulesOf(refused));
    const found = Object.fromEntries(refused.map((one) => [one.title, problems[folderOf(one)]]));
    const expected = Object.entries(REFUSED).map(([title, problem]) => [title, expect.stringContaining(problem)]);
    expect(found).toEqual(Object.fromEntries(expected));
  }, 600_000);

  test("plans the first fixture of each rule so that the rule has the same result", () => {
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
