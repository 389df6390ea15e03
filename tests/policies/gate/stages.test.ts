import type { App } from "cdktf";
import { synthesize } from "../../../modules/core";
import { environmentOf, policyGate } from "../../../policies";
import { judge } from "../../../policies/engine/judgement";
import { readConfiguration, type Configuration } from "../../../policies/engine/synth-input";
import { environmentProblems, type Environment } from "../../../environments";
import { createStacks as createAwsomeshop } from "../../../examples/awsomeshop/stacks";
import { createStacks as createScaleUp } from "../../../examples/scale-up/stacks";
import { createStacks as createShopflow } from "../../../examples/shopflow/stacks";
import { environments as awsomeshop } from "../../../examples/awsomeshop/tests/fixtures/environments";
import { environments as saas } from "../../../examples/saas/tests/fixtures/environments";
import { environments as scaleUp, tooling as account } from "../../../examples/scale-up/tests/fixtures/environments";
import { environments as shopflow, tooling as pipeline } from "../../../examples/shopflow/tests/fixtures/environments";
import { createStacks } from "../../../stacks";
import { withSetting } from "../../environments/with-setting";
import { environments, tooling } from "../../fixtures/environments";
import {
  exampleFixture,
  exampleFolder,
  stackNamesIn,
  synthesizedNames,
  synthesizedStack,
} from "../../support/synthesized";
import { temporaryFolder } from "../../tools/fixtures";

const outdir = temporaryFolder();

/** The profile of each stack, with the environment that its tag names. */
function profilesOf(stacks: readonly Configuration[]): string[] {
  const inputs = stacks.map(readConfiguration);
  const names = new Map(inputs.map((input) => [input.stack, environmentOf(input)]));
  const judgement = judge(inputs, { phase: "synth", rules: [], exempt: {} });
  return [...new Set(judgement.stacks.map(({ name, profile }) => `${names.get(name)}: ${profile}`))].sort();
}

test("environments of any name are judged by their stage", () => {
  const [dev, , prod] = environments as [Environment, Environment, Environment];
  const named = [withSetting(dev, "name", "qa"), withSetting(prod, "name", "eu-live")] as Environment[];
  expect(environmentProblems(named, tooling)).toEqual([]);
  const stacks = synthesize((app) => createStacks(app, { environments: named, tooling }), { outdir });
  expect(profilesOf(stacks)).toEqual(["eu-live: prod", "qa: dev", "tooling: prod"]);
});

interface Staged {
  readonly name: string;
  readonly stage: string;
}

const EXAMPLES: Readonly<Record<string, readonly Staged[]>> = { awsomeshop, saas, "scale-up": scaleUp, shopflow };

const stacksOf = (example: string): Configuration[] =>
  stackNamesIn(exampleFolder(example)).map((name) => exampleFixture(example, name));

test.each<readonly [string, readonly Staged[], () => readonly Configuration[]]>([
  ["the platform", environments, () => synthesizedNames().map(synthesizedStack)],
  ...Object.entries(EXAMPLES).map(([name, staged]) => [name, staged, () => stacksOf(name)] as const),
])("every stack of an environment of %s states its stage, and no other stack", (_system, staged, stacks) => {
  const stages = new Map(staged.map(({ name, stage }) => [name, stage]));
  const stated = stacks().map(({ config, name }) => {
    const { output } = config as { output?: Record<string, { value: unknown }> };
    return [name, output?.["environment-stage"]?.value];
  });
  const expected = stacks().map((stack) => [stack.name, stages.get(environmentOf(readConfiguration(stack)))]);
  expect(stated).toEqual(expected);
  expect(stated.filter(([, stage]) => stage !== undefined).length).toBeGreaterThanOrEqual(staged.length);
});

/** The first environment in development and the last one, with names that say nothing. */
const renamed = <Named extends Staged>(staged: readonly Named[]): readonly Named[] => [
  { ...staged[0]!, name: "qa", stage: "development" },
  { ...staged.at(-1)!, name: "eu-live" },
];

test.each<[string, readonly ((app: App) => void)[]]>([
  ["awsomeshop", renamed(awsomeshop).map((one) => (app) => createAwsomeshop(app, [one]))],
  ["shopflow", renamed(shopflow).map((one) => (app) => createShopflow(app, [one], pipeline))],
  ["scale-up", renamed(scaleUp).map((one) => (app) => createScaleUp(app, [one], account))],
])("%s passes the policies in environments of other names, and needs each of its waivers", (_system, apps) => {
  const gate = policyGate({ print: () => undefined });
  for (const define of apps) expect(() => synthesize(define, { outdir, gate })).not.toThrow();
});
