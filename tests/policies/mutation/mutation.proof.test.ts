import fs from "node:fs";
import path from "node:path";
import type { Resource } from "../../../policies/engine/resource";
import { SEVERITIES, type Severity } from "../../../policies/engine/rule";
import { readConfiguration } from "../../../policies/engine/synth-input";
import { RULES } from "../../../policies/rules";
import { synthesizedFolder } from "../../support/synthesized";
import { CLASSIFICATION } from "./classification";
import { HOLDERS } from "./documents";
import { NOT_DEMANDED } from "./not-demanded";
import { mutantsOf, type Mutant } from "./mutants";
import { NEUTRAL_EVERYWHERE, type Classified } from "./protection";
import { judgeMutants, scoreOf, type Outcome } from "./verdicts";

const file = path.join(synthesizedFolder(), "stacks/prod/cdk.tf.json");
const prod = readConfiguration({ name: "prod", config: JSON.parse(fs.readFileSync(file, "utf8")) as unknown });
const mutants = mutantsOf(prod, CLASSIFICATION);
const outcomes = judgeMutants(prod, mutants, RULES);

const nameOf = ({ protection, title }: Mutant): string => `${protection.rule} ${title}`;
const describedBy = ({ mutant, undeclared }: Outcome): string =>
  [nameOf(mutant), mutant.resource.address, ...undeclared].join(" ");
const isDemanded = ({ mutant }: Outcome): boolean =>
  !NOT_DEMANDED.some(({ mutants: pattern }) => pattern.test(nameOf(mutant)));
const demanded = outcomes.filter(isDemanded);

/** Arguments of a block without classification. */
function unclassified({ type, values }: Resource): readonly string[] {
  const { protects, neutral }: Classified = CLASSIFICATION[type] ?? { protects: [], neutral: {} };
  const known = [
    ...NEUTRAL_EVERYWHERE,
    ...protects.map((one) => one.path.split(/[.[]/)[0]),
    ...Object.values(neutral).flat(),
  ];
  const present = Object.keys(values).filter((argument) => values[argument] !== undefined);
  return present.filter((argument) => !known.includes(argument)).map((argument) => `${type}.${argument}`);
}

describe("every argument of prod", () => {
  test("is classified as protective or neutral", () => {
    expect([...new Set(prod.resources.flatMap(unclassified))]).toEqual([]);
  });

  test("needs a classification when it is new", () => {
    const [bucket] = prod.resources.filter(({ type }) => type === "aws_s3_bucket");
    const grown = { ...bucket!, values: { ...bucket!.values, new_argument: true } };
    expect(unclassified(grown)).toEqual(["aws_s3_bucket.new_argument"]);
    expect(unclassified({ ...bucket!, type: "aws_new_thing", values: { a: 1 } })).toEqual(["aws_new_thing.a"]);
  });

  test("is not classified as both", () => {
    const both = Object.entries(CLASSIFICATION).flatMap(([type, { protects, neutral }]) =>
      protects
        .filter(({ path: one }) => Object.values(neutral).flat().includes(one))
        .map((one) => `${type}.${one.path}`),
    );
    expect(both).toEqual([]);
  });

  test("has an owner if it is a policy document", () => {
    const held = new Set(
      prod.resources.flatMap(({ type, values }) => {
        const holder = HOLDERS[type];
        return holder ? /data\.\w+\.[\w-]+/.exec(String(values[holder.path]))?.[0] : [];
      }),
    );
    const documents = prod.resources.filter(({ type }) => type === "aws_iam_policy_document");
    expect(documents.map(({ address }) => address).filter((address) => !held.has(address))).toEqual([]);
  });
});

describe("a lost protection of prod", () => {
  const types = [...new Set(outcomes.map(({ mutant }) => mutant.resource.type))];

  test.each(types)("is detected by its owner: %s", (type) => {
    const lost = demanded.filter(({ mutant }) => mutant.resource.type === type);
    expect(lost.filter(({ state }) => state === "unnoticed").map(describedBy)).toEqual([]);
  });

  test("fails its owner and declared rules only", () => {
    expect(outcomes.filter(({ undeclared }) => undeclared.length > 0).map(describedBy)).toEqual([]);
  });

  test("is reported with its construct", () => {
    const placeless = outcomes.filter(({ places }) => places.some((place) => !/^prod(?:\/|$)/.test(place ?? "")));
    expect(placeless.map(describedBy)).toEqual([]);
  });

  test("goes undetected without its rule, so that these tests can fail", () => {
    const rotation = mutants.filter(({ title }) => title === "aws_kms_key enable_key_rotation removed");
    const [noticed, without] = [
      RULES,
      RULES.map((rule) => (rule.id === "KMS-01" ? { ...rule, check: () => [] } : rule)),
    ].map((rules) => judgeMutants(prod, rotation.slice(0, 1), rules)[0]!.state);
    expect([noticed, without]).toEqual(["noticed", "unnoticed"]);
  });

  test("shows every other rule that fails with it", () => {
    const rotation = mutants.filter(({ title }) => title === "aws_kms_key enable_key_rotation removed").slice(0, 1);
    const twin = { ...RULES.find(({ id }) => id === "KMS-01")!, id: "X-1" };
    expect(judgeMutants(prod, rotation, [...RULES, twin])[0]!.undeclared).toEqual(["X-1"]);
  });
});

describe("the mutation score of prod", () => {
  const score = (severity: Severity, judged: readonly Outcome[] = demanded): number => {
    const { noticed, of } = scoreOf(judged, severity);
    return noticed / of;
  };

  test.each(SEVERITIES)("is 100 %% for %s rules", (severity) => {
    expect(score(severity)).toBe(1);
  });

  test("falls with one undetected mutant", () => {
    const blind = RULES.map((rule) => (rule.id === "KMS-01" ? { ...rule, check: () => [] } : rule));
    const ofKeys = mutants.filter(({ protection }) => ["KMS-01", "COG-02"].includes(protection.rule));
    expect([
      score("high", judgeMutants(prod, ofKeys, RULES)),
      score("high", judgeMutants(prod, ofKeys, blind)),
    ]).toEqual([1, expect.closeTo(2 / ofKeys.length)]);
  });

  test("counts every mutant, because each has an owner", () => {
    expect(outcomes.filter(({ rule }) => rule === undefined).map(describedBy)).toEqual([]);
  });

  test.each(NOT_DEMANDED)("leaves out mutants that no rule needs to detect: $reason", ({ mutants: pattern }) => {
    const states = outcomes.filter(({ mutant }) => pattern.test(nameOf(mutant))).map(({ state }) => state);
    // A mutant that is detected, or no longer exists, must be removed from the list.
    expect([...new Set(states)]).toEqual(["unnoticed"]);
  });

  afterAll(() => {
    const lines = SEVERITIES.map((severity) => {
      const { noticed, of } = scoreOf(demanded, severity);
      const owned = outcomes.filter(({ rule }) => rule?.severity === severity);
      const waived = owned.filter(({ state }) => state === "waived").length;
      const left = owned.filter((one) => !isDemanded(one)).length;
      return `  ${severity}: ${noticed} of ${of} detected; ${waived} waived, ${left} exempt`;
    });
    process.stdout.write(["mutants of prod:", ...lines, ""].join("\n"));
  });
});
