import fs from "node:fs";
import path from "node:path";
import type { TerraformJson } from "../../../modules/core";
import type { Blocks } from "../fixtures/fixture";
import { withAcceptingService } from "./accepting-service";
import { resourcesOf, rootOf, settingsOf, type Values } from "./fixture-modules";
import { PLAN, withOfflineModule, type Run } from "./offline-module";

/** The blocks of each fixture, by a name that is unique among them, such as `f12`. */
type Stacks = Readonly<Record<string, Blocks>>;

interface Diagnostic {
  readonly severity: string;
  readonly summary: string;
  readonly detail?: string;
  readonly range?: { readonly filename: string };
}

/** The first problem that the real provider has with each stack that it rejects, at validation or in a plan. */
export async function problemsOf(stacks: Stacks): Promise<Readonly<Record<string, string>>> {
  const invalid = await withStacks(stacks, async (run) => {
    const { stdout } = await run("validate", "-json", "-no-color");
    return firstErrors((JSON.parse(stdout) as { diagnostics: readonly Diagnostic[] }).diagnostics);
  });
  const valid = Object.fromEntries(Object.entries(stacks).filter(([name]) => !(name in invalid)));
  const unplanned = await withStacks(valid, async (run) =>
    firstErrors(diagnosticsIn((await run(...PLAN, "-json")).stdout)),
  );
  return { ...invalid, ...unplanned };
}

function firstErrors(diagnostics: readonly Diagnostic[]): Readonly<Record<string, string>> {
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const problems = errors.map(({ range, summary, detail = "" }) => [
    path.basename(range!.filename, ".tf.json"),
    `${summary} ${detail}`.replaceAll(/\s+/g, " ").trim(),
  ]);
  return Object.fromEntries(problems.reverse()) as Readonly<Record<string, string>>;
}

function diagnosticsIn(log: string): readonly Diagnostic[] {
  const lines = log.trim().split("\n");
  return lines.flatMap((line) => (JSON.parse(line) as { diagnostic?: Diagnostic }).diagnostic ?? []);
}

/** The real provider's plan of each stack, as if it were alone. */
export function plansOf(stacks: Stacks): Promise<Readonly<Record<string, Values>>> {
  return withStacks(stacks, async (run) => {
    const { code, stdout } = await run(...PLAN, "-json");
    if (code !== 0) throw new Error(JSON.stringify(firstErrors(diagnosticsIn(stdout)), undefined, 2));
    return stacksIn(JSON.parse((await run("show", "-json", "plan")).stdout) as Plan);
  });
}

/** All stacks are files of one module, so that Terraform and the provider start once for all of them. */
function withStacks<T>(stacks: Stacks, use: (run: Run) => Promise<T>): Promise<T> {
  const written = Object.entries(stacks).map(([name, blocks]) => [name, resourcesOf(blocks, prefixOf(name))] as const);
  const resources = written.map(([, one]) => one);
  const write = (source: string): void => {
    const module = path.join(source, "fixtures");
    fs.mkdirSync(module);
    for (const [name, resource] of written) writeJson(path.join(module, `${name}.tf.json`), { resource });
    writeJson(path.join(module, "settings.tf.json"), settingsOf(resources));
  };
  return withAcceptingService((stepFunctions) => {
    const config = rootOf(resources, stepFunctions) as unknown as TerraformJson;
    return withOfflineModule({ name: "fixtures", config, write }, use);
  });
}

const writeJson = (file: string, value: Values): void => fs.writeFileSync(file, JSON.stringify(value));

/** Starts the names of the resources of a stack. */
const prefixOf = (stack: string): string => `stack-${stack}-`;

interface Plan {
  readonly resource_changes: readonly Named[];
  readonly configuration: {
    readonly provider_config: Values;
    readonly root_module: { readonly module_calls: { readonly fixtures: { readonly module: Module } } };
  };
}

interface Named {
  readonly address: string;
  readonly name: string;
}

interface Module extends Values {
  readonly resources: readonly Named[];
}

function stacksIn({ resource_changes: changes, configuration }: Plan): Readonly<Record<string, Values>> {
  const { module } = configuration.root_module.module_calls.fixtures;
  const [changesOf, blocksOf] = [byStack(changes), byStack(module.resources)];
  const plans = [...changesOf.keys()].map((stack) => [
    stack,
    {
      resource_changes: own(changesOf.get(stack)!, stack),
      configuration: {
        provider_config: configuration.provider_config,
        root_module: { ...module, resources: own(blocksOf.get(stack)!, stack) },
      },
    },
  ]);
  return Object.fromEntries(plans) as Readonly<Record<string, Values>>;
}

function byStack(all: readonly Named[]): ReadonlyMap<string, readonly Named[]> {
  const stacks = new Map<string, Named[]>();
  for (const one of all) {
    const [, stack] = /^stack-(\w+)-/.exec(one.name) ?? [];
    if (stack !== undefined) stacks.set(stack, [...(stacks.get(stack) ?? []), one]);
  }
  return stacks;
}

/** The resources by the names and addresses that they have in their fixture. */
function own(resources: readonly Named[], stack: string): unknown {
  const written = JSON.stringify(resources).replaceAll("module.fixtures.", "");
  return JSON.parse(written.replaceAll(prefixOf(stack), "")) as unknown;
}
