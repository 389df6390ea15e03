import path from "node:path";
import type { StackInput } from "../../../policies";
import { findRefusals, templatesOf } from "../../../policies/refusals";
import { moduleExamples, passingFixtures, publishedShapes, rehearsedShapes } from "./good-configurations";
import { DEFENDED } from "./good-configurations/defended";

const ROOT = path.resolve(__dirname, "../../..");

/** Rules that refuse one of the stacks for certain, each with the stack. */
function refusing(inputs: readonly StackInput[]): readonly (readonly [rule: string, place: string])[] {
  const { found } = findRefusals(inputs, { root: ROOT });
  const certain = found.filter(({ finding }) => finding.status === "fail");
  return certain.map(({ rule, stack, address }) => [rule, `${stack} ${address}`] as const);
}

test("150 configurations are examined", () => {
  const sources = [moduleExamples(), rehearsedShapes(), passingFixtures(), publishedShapes()];
  expect(sources.flat().length).toBeGreaterThanOrEqual(150);
});

test.each([
  ["examples of the modules", moduleExamples],
  ["configurations in published forms", publishedShapes],
])("AWS is known to refuse none of the %s", (_, inputs) => {
  expect(refusing(inputs())).toEqual([]);
});

test("every argument of them is translated, or known to have no property", () => {
  const inputs = [...moduleExamples(), ...publishedShapes(), ...rehearsedShapes()];
  expect(inputs.flatMap(templatesOf).flatMap(({ unmapped }) => [...unmapped])).toEqual([]);
});

test("incomplete stacks are refused only where AWS's documentation says so", () => {
  const found = refusing([...rehearsedShapes(), ...passingFixtures()]);
  expect(found.filter(([rule]) => !(rule in DEFENDED))).toEqual([]);
  const rules = new Set(found.map(([rule]) => rule));
  expect(Object.keys(DEFENDED).filter((rule) => !rules.has(rule))).toEqual([]);
  for (const page of Object.values(DEFENDED)) expect(page).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
});
