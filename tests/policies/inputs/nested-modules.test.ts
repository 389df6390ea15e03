import { evaluate, type Status } from "../../../policies/engine/evaluate";
import { readPlan } from "../../../policies/engine/plan-input";
import { RULES } from "../../../policies/rules";
import { nestedPlanOf } from "../claims/forms/nested-modules";
import type { Blocks } from "../fixtures/fixture";
import { CASES, type Case } from "../real-plans/cases";
import { OTHERWISE_NESTED } from "./nested-modules";

const written = (blocks: Blocks): Blocks => JSON.parse(JSON.stringify(blocks)) as Blocks;

/** Fixtures whose blocks refer to each other. A plan has no comment, which opens routes of an API. */
const LINKED = CASES.filter(({ blocks }) => {
  if (Object.values(blocks).some((block) => "//" in block)) return false;
  const addresses = Object.keys(blocks).filter((address) => !address.startsWith("terraform."));
  return addresses.some((address) => JSON.stringify(blocks).includes(`\${${address}.`));
});

function statusOf({ fixture, blocks }: Case): Status | undefined {
  const { rule, address, profile = "prod" } = fixture;
  const input = readPlan({ name: "shop", plan: nestedPlanOf(written(blocks)) });
  const rules = RULES.filter(({ id }) => id === rule);
  const verdicts = evaluate([input], { phase: "plan", rules, profileOf: () => profile });
  return verdicts.find(({ resource }) => resource.address.endsWith(`.${address}`))?.status;
}

test("resources in modules within modules have the results of those in the root module", () => {
  const different = LINKED.map((one) => [one.title, statusOf(one), one.status] as const).filter(
    ([, found, expected]) => found !== expected,
  );
  expect(Object.fromEntries(different.map(([title, found]) => [title, found]))).toEqual(OTHERWISE_NESTED);
});

test("links of rules of ten services and more are read, in passing and in failing configurations", () => {
  const services = (status: Status): ReadonlySet<string> =>
    new Set(
      LINKED.filter((one) => one.status === status && !(one.title in OTHERWISE_NESTED)).map(
        ({ fixture: { rule } }) => rule.split("-")[0]!,
      ),
    );
  const failing = services("fail");
  expect([...services("pass")].filter((service) => failing.has(service)).length).toBeGreaterThanOrEqual(10);
});

test("a link that no output publishes is not read", () => {
  const [linked] = LINKED.filter(({ fixture, status }) => fixture.rule === "S3-04" && status === "pass");
  const text = JSON.stringify(nestedPlanOf(written(linked!.blocks)));
  const input = readPlan({ name: "shop", plan: JSON.parse(text.replaceAll('"outputs"', '"none"')) as object });
  const rules = RULES.filter(({ id }) => id === "S3-04");
  const [verdict] = evaluate([input], { phase: "plan", rules, profileOf: () => "prod" });
  expect(verdict!.status).not.toBe("pass");
});
