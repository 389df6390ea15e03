import { synthesize } from "../../../modules/core";
import { environmentOf } from "../../../policies";
import { judge } from "../../../policies/engine/judgement";
import { readConfiguration, type Configuration } from "../../../policies/engine/synth-input";
import { environmentProblems, type Environment } from "../../../environments";
import { environments as awsomeshop } from "../../../examples/awsomeshop/tests/fixtures/environments";
import { environments as saas } from "../../../examples/saas/tests/fixtures/environments";
import { environments as scaleUp } from "../../../examples/scale-up/tests/fixtures/environments";
import { environments as shopflow } from "../../../examples/shopflow/tests/fixtures/environments";
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
