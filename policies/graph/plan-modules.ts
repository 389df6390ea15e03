import { isRecord, recordsOf } from "../engine/values";
import { instanceKey, modulePath, unindexed } from "./addresses";

/** A resource block of the configuration in a plan. */
export interface PlannedBlock {
  readonly expressions: unknown;
  readonly forEach: unknown;
  /** Key of the provider in `provider_config`. */
  readonly provider: unknown;
}

/** A module of the configuration in a plan: its blocks, calls and outputs, as written. */
export interface PlannedModule {
  readonly blocks: ReadonlyMap<string, PlannedBlock>;
  readonly calls: ReadonlyMap<string, ModuleCall>;
  readonly outputs: Readonly<Record<string, unknown>>;
}

export interface ModuleCall {
  readonly expressions: Readonly<Record<string, unknown>>;
  readonly forEach: unknown;
  readonly module: PlannedModule;
}

/** Instances that a plan contains, by the address without their own instance key, and the modules they are in. */
export interface PlannedInstances {
  readonly byBlock: ReadonlyMap<string, readonly string[]>;
  readonly byCall: ReadonlyMap<string, ReadonlySet<string>>;
}

export function readModule(module: unknown): PlannedModule {
  const { resources, module_calls: calls, outputs } = isRecord(module) ? module : {};
  return {
    blocks: new Map(recordsOf(resources).map((block) => [String(block["address"]), blockOf(block)])),
    calls: new Map(Object.entries(isRecord(calls) ? calls : {}).map(([name, call]) => [name, callOf(call)])),
    outputs: isRecord(outputs) ? outputs : {},
  };
}

function blockOf(block: Readonly<Record<string, unknown>>): PlannedBlock {
  return {
    expressions: block["expressions"],
    forEach: block["for_each_expression"],
    provider: block["provider_config_key"],
  };
}

function callOf(call: unknown): ModuleCall {
  const { expressions, for_each_expression: forEach, module } = isRecord(call) ? call : {};
  return { expressions: isRecord(expressions) ? expressions : {}, forEach, module: readModule(module) };
}

/** Indexes the addresses of a plan. */
export function instancesOf(addresses: readonly string[]): PlannedInstances {
  const byBlock = new Map<string, string[]>();
  const byCall = new Map<string, Set<string>>();
  for (const address of addresses) {
    const module = modulePath(address);
    const block = module + unindexed(address.slice(module.length));
    byBlock.set(block, [...(byBlock.get(block) ?? []), address]);
    for (const { call, prefix } of modulesIn(module)) byCall.set(call, (byCall.get(call) ?? new Set()).add(prefix));
  }
  return { byBlock, byCall };
}

/** The steps of a module path: the call without its own instance key, the path up to it, its name and key. */
export function modulesIn(path: string): readonly { call: string; prefix: string; name: string; key: string }[] {
  const steps: { call: string; prefix: string; name: string; key: string }[] = [];
  let above = "";
  while (above !== path) {
    const step = firstModule(path.slice(above.length));
    const key = instanceKey(step.slice(0, -1));
    const name = step.slice("module.".length, step.length - 1 - key.length);
    steps.push({ call: `${above}module.${name}`, prefix: above + step, name, key });
    above += step;
  }
  return steps;
}

function firstModule(path: string): string {
  const rest = path.slice("module.".length);
  const next = modulePath(rest.replace(/^[\w-]+(?:\[(?:"(?:[^"\\]|\\.)*"|[^\]"]*)\])?\./, ""));
  return path.slice(0, path.length - next.length);
}
