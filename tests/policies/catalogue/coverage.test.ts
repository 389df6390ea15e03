import { CATALOGUES, controlIds } from "../../../policies/catalogue/coverage";
import { MISTAKES } from "../../../policies/catalogue/mistakes";
import { EXEMPT_TYPES, RULES } from "../../../policies/rules";
import { synthesizedNames, synthesizedStack } from "../../support/synthesized";

const listed = new Set(CATALOGUES.flatMap(({ ids }) => ids));
const covered = new Set(RULES.flatMap(controlIds));
const explained = CATALOGUES.flatMap(({ coveredOtherwise, declined }) =>
  [...coveredOtherwise, ...declined].flatMap(({ ids }) => ids),
);
const unanswered = (ids: Iterable<string>): string[] =>
  [...ids].filter((id) => !covered.has(id) && !explained.includes(id));
const unlisted = (ids: Iterable<string>): string[] => [...ids].filter((id) => !listed.has(id));

const ruleIds = RULES.map(({ id }) => id);
const owned = new Set([...RULES.flatMap(({ types }) => types), ...Object.keys(EXEMPT_TYPES)]);
const unowned = (types: readonly string[]): string[] => types.filter((type) => !owned.has(type));

describe("the coverage of other catalogues", () => {
  test("covers or explains every id that applies to the types of the platform", () => {
    expect(unanswered(listed)).toEqual([]);
    expect(unanswered(["CKV_AWS_99999"])).toEqual(["CKV_AWS_99999"]);
  });

  test("lists every id that a rule covers", () => {
    expect(unlisted(covered)).toEqual([]);
    const rule = { ...RULES[0]!, controls: { checkov: ["CKV_AWS_99999"], nag: ["S99"] } };
    expect(unlisted(controlIds(rule))).toEqual(["CKV_AWS_99999", "AwsSolutions-S99"]);
  });

  test("explains listed ids only", () => {
    expect(unlisted(explained)).toEqual([]);
    expect(unlisted(["SNS.2", "AwsSolutions-COG3"])).toEqual(["SNS.2", "AwsSolutions-COG3"]);
  });

  test("covers or explains no id twice", () => {
    const answers = [...covered, ...explained];
    expect(answers.filter((id, index) => answers.indexOf(id) !== index)).toEqual([]);
  });

  test("references existing rules, with reasons", () => {
    const otherwise = CATALOGUES.flatMap(({ coveredOtherwise }) => coveredOtherwise);
    expect(otherwise.filter(({ rule }) => !ruleIds.includes(rule))).toEqual([]);
    const reasons = [
      ...otherwise.map(({ how }) => how),
      ...CATALOGUES.flatMap(({ declined }) => declined.map(({ reason }) => reason)),
    ];
    expect(reasons.filter((text) => text.length < 20)).toEqual([]);
  });

  test("states the source of each catalogue and the day of reading", () => {
    expect(CATALOGUES.map(({ catalogue }) => catalogue)).toEqual([
      "Checkov",
      "Trivy",
      "cdk-nag",
      "Foundational Security Best Practices",
    ]);
    expect(CATALOGUES.filter(({ source, read }) => source.length < 20 || !/^\d{4}-\d\d-\d\d$/.test(read))).toEqual([]);
  });

  test("has a rule or an exemption for every synthesized type", () => {
    const types = synthesizedNames().flatMap((name) => Object.keys(synthesizedStack(name).config.resource ?? {}));
    expect(types.length).toBeGreaterThan(100);
    expect(unowned(types)).toEqual([]);
    expect(unowned(["aws_new_thing"])).toEqual(["aws_new_thing"]);
  });

  test("exempts no type that a rule checks", () => {
    const judged = new Set(RULES.flatMap(({ types }) => types));
    expect(Object.keys(EXEMPT_TYPES).filter((type) => judged.has(type))).toEqual([]);
  });
});

describe("each of the 25 classic mistakes", () => {
  test.each(MISTAKES)("$mistake: its rules exist and state the AWS error", ({ rules }) => {
    const owners = RULES.filter(({ id }) => rules.includes(id));
    expect(owners).toHaveLength(rules.length);
    expect(owners.filter(({ awsError }) => awsError !== undefined).length).toBeGreaterThan(0);
  });

  test("is listed", () => {
    expect(MISTAKES).toHaveLength(25);
  });
});
