import type { CommandContext } from "../../../runner/command/command";
import { mapConcurrently } from "../../../runner/command/concurrency";
import type { Provider } from "../../../runner/provider/provider-mirrors";
import type { Terraform } from "../../../runner/terraform/terraform";
import { deriveSchema } from "../../schema/binding-schema";
import { installedBindings } from "../../schema/bindings";
import { withRealProvider, type RealProvider } from "../../real-provider/real-provider";
import type { Transitions, TypeKnowledge } from "../knowledge";
import { argumentsOf, deepestOf } from "./arguments";
import { unchosenBlocksOf } from "./block-probe";
import { TypeProbe, type ProbedTransitions } from "./type-probe";

/** Providers that are asked at the same time. */
const PROVIDERS = 2;

/**
 * Probes every argument of types. Types that the provider does not have are left out.
 *
 * @throws ToolError if the provider cannot be installed or started, or the run is interrupted.
 */
export function probedTypes(
  types: readonly string[],
  terraform: Terraform,
  provider: Provider,
  context: ProbeContext,
): Promise<Readonly<Record<string, TypeKnowledge>>> {
  return probeEach(types, terraform, provider, context, async (type, real) => {
    const knowledge = await knowledgeOf(type, real);
    const counts = `${knowledge.replacing?.length ?? 0} replacing, ${knowledge.unknown?.length ?? 0} unknown`;
    context.print(`${type}: ${counts}`);
    return knowledge;
  });
}

/**
 * Blocks of types that the provider never chooses. Types without one are left out.
 *
 * @throws ToolError if the provider cannot be installed or started, or the run is interrupted.
 */
export async function unchosenBlocks(
  types: readonly string[],
  terraform: Terraform,
  provider: Provider,
  context: ProbeContext,
): Promise<Readonly<Record<string, readonly string[]>>> {
  const blocks = await probeEach(types, terraform, provider, context, async (type, real) => {
    const names = await unchosenBlocksOf(type, real);
    context.print(`${type}: ${names.length} blocks`);
    return names;
  });
  return Object.fromEntries(Object.entries(blocks).filter(([, names]) => names.length > 0));
}

type ProbeContext = Pick<CommandContext, "print" | "signal">;

async function probeEach<T>(
  types: readonly string[],
  terraform: Terraform,
  provider: Provider,
  { signal }: ProbeContext,
  probe: (type: string, real: RealProvider) => Promise<T>,
): Promise<Readonly<Record<string, T>>> {
  const queue = [...types];
  const results = new Map<string, T>();
  const probeNext = async (real: RealProvider): Promise<void> => {
    for (let type = queue.shift(); type !== undefined; type = queue.shift()) {
      signal.throwIfAborted();
      if (real.resources[type]) results.set(type, await probe(type, real));
    }
  };
  await mapConcurrently(Array.from({ length: PROVIDERS }), PROVIDERS, () =>
    withRealProvider(terraform, provider, probeNext),
  );
  return Object.fromEntries([...results].sort(([a], [b]) => (a < b ? -1 : 1)));
}

async function knowledgeOf(type: string, real: RealProvider): Promise<TypeKnowledge> {
  const probed = await new TypeProbe(real, type).run();
  return summaryOf(new Map([...argumentsOnlyInBindings(type, real, probed), ...probed]));
}

/** Arguments that a later version of the provider added. */
function argumentsOnlyInBindings(
  type: string,
  { resources }: RealProvider,
  probed: ReadonlyMap<string, unknown>,
): [string, ProbedTransitions][] {
  const derived = deriveSchema(installedBindings(), "resource", type);
  const deepest = deepestOf(resources[type]!);
  const paths = derived ? argumentsOf(derived.block, deepest).map(({ path }) => path.join(".")) : [];
  return paths.filter((path) => path !== "region" && !probed.has(path)).map((path) => [path, new Map()]);
}

/** Arguments below an unknown one are not listed. */
function summaryOf(probed: ReadonlyMap<string, ProbedTransitions>): TypeKnowledge {
  const replacing: string[] = [];
  const unknown: string[] = [];
  const sometimes: Record<string, Transitions> = {};
  for (const [path, results] of [...probed].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const answers = [...results].filter((entry): entry is [string, boolean] => entry[1] !== undefined);
    const [first] = answers;
    if (!first) unknown.push(path);
    else if (answers.some(([, answer]) => answer !== first[1])) sometimes[path] = Object.fromEntries(answers);
    else if (first[1]) replacing.push(path);
  }
  const isCovered = (path: string): boolean => unknown.some((other) => path.startsWith(`${other}.`));
  return {
    ...(replacing.length > 0 ? { replacing } : {}),
    ...(Object.keys(sometimes).length > 0 ? { sometimes } : {}),
    ...(unknown.length > 0 ? { unknown: unknown.filter((path) => !isCovered(path)) } : {}),
  };
}
