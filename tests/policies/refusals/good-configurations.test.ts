import path from "node:path";
import type { StackInput } from "../../../policies";
import { findRefusals, templatesOf } from "../../../policies/refusals";
import { moduleExamples, passingFixtures, publishedShapes, rehearsedShapes } from "./good-configurations";
import { DEFENDED } from "./good-configurations/defended";

const ROOT = path.resolve(__dirname, "../../..");

const [MODULES, REHEARSED, FIXTURES, SHAPES] = [
  moduleExamples(),
  rehearsedShapes(),
  passingFixtures(),
  publishedShapes(),
];
// One process for all stacks: it takes seconds to compile the rules.
const { found } = findRefusals([...MODULES, ...REHEARSED, ...FIXTURES, ...SHAPES], { root: ROOT });

/** Rules that refuse one of the stacks for certain, each with the stack. */
function refusing(inputs: readonly StackInput[]): readonly (readonly [rule: string, place: string])[] {
  const stacks = new Set(inputs.map(({ stack }) => stack));
  const certain = found.filter(({ finding, stack }) => finding.status === "fail" && stacks.has(stack));
  return certain.map(({ rule, stack, address }) => [rule, `${stack} ${address}`] as const);
}

test("150 configurations are examined, each under a name of its own", () => {
  const stacks = [MODULES, REHEARSED, FIXTURES, SHAPES].flat().map(({ stack }) => stack);
  expect(stacks.length).toBeGreaterThanOrEqual(150);
  expect(new Set(stacks).size).toBe(stacks.length);
});

test.each([
  ["examples of the modules", MODULES],
  ["configurations in published forms", SHAPES],
])("AWS is known to refuse none of the %s", (_, inputs) => {
  expect(refusing(inputs)).toEqual([]);
});

test("every argument of them is translated, or known to have no property", () => {
  const inputs = [...MODULES, ...SHAPES, ...REHEARSED];
  expect(inputs.flatMap(templatesOf).flatMap(({ unmapped }) => [...unmapped])).toEqual([]);
});

test("incomplete stacks are refused only where AWS's documentation says so", () => {
  const refused = refusing([...REHEARSED, ...FIXTURES]);
  expect(refused.filter(([rule]) => !(rule in DEFENDED))).toEqual([]);
  const rules = new Set(refused.map(([rule]) => rule));
  expect(Object.keys(DEFENDED).filter((rule) => !rules.has(rule))).toEqual([]);
  for (const page of Object.values(DEFENDED)) expect(page).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
});
