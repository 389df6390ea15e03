import type { SynthesizedStack, TerraformBlock, TerraformJson } from "../../modules/core";
import { withBackend } from "../runner/terraform/configuration";

const REMOTE_STATE = "terraform_remote_state";

/**
 * A copy of a stack's configuration with another state backend, whose remote states are read from there too.
 * Everything else is as synthesized, including the provider blocks.
 *
 * @param addressOf - address at which the `http` backend finds the state of another stack.
 */
export function rehearsalConfiguration(
  config: TerraformJson,
  stacks: readonly SynthesizedStack[],
  backend: Readonly<Record<string, unknown>>,
  addressOf: (stack: string) => string,
): TerraformJson {
  const local = withBackend(config, backend);
  const remoteStates = config.data?.[REMOTE_STATE];
  if (!remoteStates) return local;
  const rewritten = Object.entries(remoteStates).map(([name, block]): [string, TerraformBlock] => {
    const producer = producerOf(block, stacks);
    return [name, producer ? { ...block, backend: "http", config: { address: addressOf(producer.name) } } : block];
  });
  return { ...local, data: { ...local.data, [REMOTE_STATE]: Object.fromEntries(rewritten) } };
}

/**
 * Groups of stacks in the order in which they can be applied: the stacks of a group read only the states of earlier
 * groups.
 *
 * @throws Error if stacks read each other's state.
 */
export function inDependencyOrder(stacks: readonly SynthesizedStack[]): SynthesizedStack[][] {
  const groups: SynthesizedStack[][] = [];
  let waiting = [...stacks];
  while (waiting.length > 0) {
    const ready = waiting.filter((stack) => producersOf(stack, waiting).length === 0);
    if (ready.length === 0)
      throw new Error(`stacks read each other's state: ${waiting.map(({ name }) => name).join(", ")}`);
    groups.push(ready);
    waiting = waiting.filter((stack) => !ready.includes(stack));
  }
  return groups;
}

/** The named stacks and all stacks whose state they read, directly or indirectly. */
export function withProducers(names: readonly string[], stacks: readonly SynthesizedStack[]): SynthesizedStack[] {
  const selected = new Set(stacks.filter(({ name }) => names.includes(name)));
  // Iterating over a set also visits items that are added meanwhile.
  for (const stack of selected) producersOf(stack, stacks).forEach((producer) => selected.add(producer));
  return stacks.filter((stack) => selected.has(stack));
}

function producersOf(stack: SynthesizedStack, stacks: readonly SynthesizedStack[]): SynthesizedStack[] {
  const remoteStates = Object.values(stack.config.data?.[REMOTE_STATE] ?? {});
  return remoteStates.flatMap((block) => producerOf(block, stacks) ?? []).filter((producer) => producer !== stack);
}

function producerOf(
  { backend, config }: TerraformBlock,
  stacks: readonly SynthesizedStack[],
): SynthesizedStack | undefined {
  const location = locationOf(config);
  return stacks.find(({ config: { terraform } }) => {
    const own = (terraform["backend"] as Readonly<Record<string, unknown>> | undefined)?.[String(backend)];
    return own !== undefined && locationOf(own) === location;
  });
}

/** The arguments of the S3 and the local backend that identify a state. */
function locationOf(backend: unknown): string {
  const { bucket, key, path } = backend as Readonly<Record<string, unknown>>;
  return JSON.stringify([bucket, key, path]);
}
