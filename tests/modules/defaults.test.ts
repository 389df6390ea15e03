import path from "node:path";
import { readConfiguration } from "../../policies/engine/synth-input";
import { judge } from "../../policies/engine/judgement";
import { EXEMPT_TYPES, RULES } from "../../policies/rules";
import type { TestStack } from "../../testing";
import { examplesIn, isStackExample, synthesizeExample } from "../../tools/emulation/readme-examples";

const root = path.resolve(__dirname, "../..");

/**
 * Rules that the example of a module cannot meet by itself: each needs something that another module or the user
 * makes.
 */
const NEEDS_OTHERS: Readonly<Record<string, readonly string[]>> = {
  "edge/cdn": [],
  // The alias target of the example is a literal, because the distribution belongs to another module.
  "edge/dns": ["R53-02"],
  "edge/firewall": [],
  // Routes without authorization are declared with openRoutes of groundplan/policies.
  "api/http": ["API-04"],
  observability: [],
  // Alarms on the vault's signals are made by groundplan/observability.
  recovery: ["BKP-04"],
};

/** Rules that block a stack of a README example in the profile prod. */
function blockedBy(name: string, change: (stack: TestStack) => TestStack = (stack) => stack): string[] {
  const [example] = examplesIn(root, `modules/${name}/README.md`).filter(isStackExample);
  const stack = change(synthesizeExample(example!));
  const now = new Date("2026-11-25T12:00:00Z");
  const input = readConfiguration(stack);
  const { verdicts } = judge([input], { phase: "synth", rules: RULES, exempt: EXEMPT_TYPES, now });
  const blocked = verdicts.filter(({ outcome }) => outcome === "blocked").map(({ rule }) => rule.id);
  return [...new Set(blocked)].sort();
}

test.each(Object.entries(NEEDS_OTHERS))("the defaults of %s pass the gate in prod", (name, exempt) => {
  expect(blockedBy(name)).toEqual(exempt);
});

test("a default that is too weak is noticed", () => {
  const shortened = (stack: TestStack): TestStack => {
    Object.assign(stack.resource("aws_cloudwatch_log_group"), { retention_in_days: 30 });
    return stack;
  };
  expect(blockedBy("edge/firewall", shortened)).toEqual(["LOG-01"]);
});
