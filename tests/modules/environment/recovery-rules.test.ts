import { RECOVERY_RULES } from "../../../modules/environment";
import { RULES as scaleUp } from "../../../examples/scale-up/environments/rules";
import { RULES as platform } from "../../../environments/rules";

test.each([
  ["eu-west-1", true],
  ["eu-central-1", false],
] as const)("an environment of eu-central-1 with copies in %s: %s", (recoveryRegion, expected) => {
  const environment = { name: "prod", region: "eu-central-1", recoveryRegion } as const;
  expect(RECOVERY_RULES.every((rule) => rule.holds(environment))).toBe(expected);
});

test.each(Object.entries({ platform, scaleUp }))("%s has the rule", (_app, rules) => {
  expect(rules).toEqual(expect.arrayContaining([...RECOVERY_RULES]));
});
