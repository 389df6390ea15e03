import { InputError } from "../../../../modules/core";
import { TRAFFIC_SHIFTS } from "../../../../modules/delivery";
import { OWN_REFUSALS, ownRefusals } from "../../../../policies/refusals";
import { synthesizeStack } from "../../../../testing";
import { stackOf } from "../stack";
import { CHECKED_ONCE, CHECKED_TWICE, type CheckedTwice } from "./checked-twice";

function isRefused(rule: string, resource: object): boolean {
  return ownRefusals([stackOf("shop", resource)]).some((one) => one.rule === `AWS/${rule}`);
}

function isInvalid(create: CheckedTwice["create"], value: unknown): boolean {
  try {
    synthesizeStack((stack) => create(stack, value as never));
    return false;
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    return true;
  }
}

describe("a module refuses what a rule of our own refuses of its resource", () => {
  test.each(CHECKED_TWICE)("AWS/$rule: $prop", ({ rule, values, create, resource }) => {
    const judged = values.map((value) => ({
      value,
      byRule: isRefused(rule, resource(value as never)),
      byModule: isInvalid(create, value),
    }));
    expect(judged.filter(({ byRule, byModule }) => byRule && !byModule)).toEqual([]);
    // Values of one kind only would prove nothing.
    expect(judged).toContainEqual(expect.objectContaining({ byRule: true }));
    expect(judged).toContainEqual(expect.objectContaining({ byRule: false, byModule: false }));
  });

  test("of every prop that decides such an argument", () => {
    const listed = [...CHECKED_TWICE.map(({ rule }) => rule), ...Object.keys(CHECKED_ONCE)];
    expect([...new Set(listed)].sort()).toEqual(OWN_REFUSALS.map(({ id }) => id).sort());
    expect(CHECKED_TWICE.filter(({ rule }) => rule in CHECKED_ONCE)).toEqual([]);
  });

  test("so that every traffic shift is a deployment configuration that exists", () => {
    const group = (name: string) => ({ aws_codedeploy_deployment_group: { shop: { deployment_config_name: name } } });
    const rule = "gp-codedeploy-configuration-name";
    expect(Object.values(TRAFFIC_SHIFTS).filter((name) => isRefused(rule, group(name)))).toEqual([]);
    expect(isRefused(rule, group("CodeDeployDefault.ECSCanary10Percent6Minutes"))).toBe(true);
  });
});
