import { STAGE_RULES, type StagedEnvironment } from "../../../modules/environment";
import { RULES as awsomeshop } from "../../../examples/awsomeshop/environments/rules";
import { RULES as scaleUp } from "../../../examples/scale-up/environments/rules";
import { RULES as shopflow } from "../../../examples/shopflow/environments/rules";
import { RULES as platform } from "../../../environments/rules";

const holds = (name: string, stage: StagedEnvironment["stage"]): boolean =>
  STAGE_RULES.every((rule) => rule.holds({ name, stage }));

test.each([
  ["dev", "development", true],
  ["dev", "pre-production", false],
  ["dev", "production", false],
  ["staging", "development", true],
  ["staging", "pre-production", true],
  ["staging", "production", false],
  ["prod", "production", true],
  ["live", "production", true],
  ["test", "development", true],
] as const)("an environment %s in %s: %s", (name, stage, expected) => {
  expect(holds(name, stage)).toBe(expected);
});

test.each(Object.entries({ platform, awsomeshop, shopflow, scaleUp }))("%s has the rules", (_app, rules) => {
  expect(rules).toEqual(expect.arrayContaining([...STAGE_RULES]));
});
