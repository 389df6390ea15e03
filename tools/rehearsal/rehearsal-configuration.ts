import type { SynthesizedStack, TerraformBlock, TerraformJson } from "../../modules/core";
import { withLocalState } from "../terraform/offline-configuration";

const REMOTE_STATE = "terraform_remote_state";

/**
 * A copy of a stack's configuration for the rehearsal: its state is a file beside it, and so are the states that it reads. Everything else
 * is as synthesized, the provider blocks included.
 *
 * @param stateOf - the file with the state of a stack.
 */
export function rehearsalConfiguration(
  config: TerraformJson,
  stacks: readonly SynthesizedStack[],
  stateOf: (stack: string) => string,
): TerraformJson {
  const local = withLocalState(config);
  const read = config.data?.[REMOTE_STATE];
  if (!read) return local;
  const rewritten = Object.entries(read).map(([name, block]): [string, TerraformBlock] => {
    const producer = producerOf(block, stacks);
    return [name, producer ? { ...block, backend: "local", config: { path: stateOf(producer.name) } } : block];
  });
  return { ...local, data: { ...local.data, [REMOTE_STATE]: Object.fromEntries(rewritten) } };
}

/** A copy without `prevent_destroy`, which would stop the end of a rehearsal as it should stop the end of the real thing. */
export function withoutDestroyProtection(config: TerraformJson): TerraformJson {
  if (!config.resource) return config;
  return { ...config, resource: mapValues(config.resource, (named) => mapValues(named, unprotected)) };
}

function unprotected(block: TerraformBlock): TerraformBlock {
  const { lifecycle } = block as { lifecycle?: Readonly<Record<string, unknown>> };
  return lifecycle ? { ...block, lifecycle: { ...lifecycle, prevent_destroy: false } } : block;
}

/** Stacks in the order in which they can be applied: those of one group read only the states of earlier groups. */
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

/** The stacks of the given names and all whose state they read, directly or not. */
export function withProducers(names: readonly string[], stacks: readonly SynthesizedStack[]): SynthesizedStack[] {
  const wanted = new Set(stacks.filter(({ name }) => names.includes(name)));
  // A set's iteration also visits what is added on the way.
  for (const stack of wanted) producersOf(stack, stacks).forEach((producer) => wanted.add(producer));
  return stacks.filter((stack) => wanted.has(stack));
}

function producersOf(stack: SynthesizedStack, stacks: readonly SynthesizedStack[]): SynthesizedStack[] {
  const read = Object.values(stack.config.data?.[REMOTE_STATE] ?? {});
  return read.flatMap((block) => producerOf(block, stacks) ?? []).filter((producer) => producer !== stack);
}

function producerOf(
  { backend, config }: TerraformBlock,
  stacks: readonly SynthesizedStack[],
): SynthesizedStack | undefined {
  const wanted = locationOf(config);
  return stacks.find(({ config: { terraform } }) => {
    const kept = (terraform["backend"] as Readonly<Record<string, unknown>> | undefined)?.[String(backend)];
    return kept !== undefined && locationOf(kept) === wanted;
  });
}

/** What tells one state from another, in the words of the S3 and the local backend. */
function locationOf(backend: unknown): string {
  const { bucket, key, path } = backend as Readonly<Record<string, unknown>>;
  return JSON.stringify([bucket, key, path]);
}

function mapValues<In, Out>(record: Readonly<Record<string, In>>, change: (value: In) => Out): Record<string, Out> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
}
