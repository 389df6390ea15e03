import type { TerraformBlock, TerraformJson } from "../../../modules/core";
import type { Step } from "./expressions";
import { usesIn } from "./expressions";
import { literalsOf, matchesLiterals, type Literals } from "./literals";
import type { ValueObject } from "./values";

/** The uses of the values of one resource or data source, which the provider recognizes by its literal arguments. */
export interface ExpectedValues {
  readonly type: string;
  readonly mode: "resource" | "data";
  readonly literals: Literals;
  /** By path without indices: `certificate_authority.data`. */
  readonly uses: ReadonlyMap<string, readonly (readonly Step[])[]>;
}

/** Everything that the expressions of configurations do to values. Invented values must permit it. */
export function expectedValues(configs: readonly TerraformJson[]): ExpectedValues[] {
  return configs.flatMap((config) => {
    const byAddress = new Map<string, Map<string, (readonly Step[])[]>>();
    for (const { address, steps } of textsOf(config).flatMap(usesIn)) {
      const uses = byAddress.get(address) ?? new Map<string, (readonly Step[])[]>();
      byAddress.set(address, uses);
      for (const { path, rest } of pathsIn(steps)) uses.set(path, [...(uses.get(path) ?? []), rest]);
    }
    return [...byAddress].flatMap(([address, uses]): ExpectedValues[] => {
      const [name = "", type = "", data] = address.split(".").reverse();
      const mode = data === "data" ? ("data" as const) : ("resource" as const);
      const block = config[mode]?.[type]?.[name];
      return block ? [{ type, mode, literals: literalsOf(block), uses }] : [];
    });
  });
}

/** The uses of the values of a resource or data source with these arguments, by path. */
export function usesOf(
  expected: readonly ExpectedValues[],
  mode: "resource" | "data",
  type: string,
  config: ValueObject,
): ReadonlyMap<string, readonly (readonly Step[])[]> {
  const matches = expected.filter(
    (one) => one.mode === mode && one.type === type && matchesLiterals(one.literals, config),
  );
  const uses = new Map<string, readonly (readonly Step[])[]>();
  for (const one of matches) one.uses.forEach((steps, path) => uses.set(path, [...(uses.get(path) ?? []), ...steps]));
  return uses;
}

/** Each path within a value with the steps that follow it, for attributes and for the lists on the way. */
function pathsIn(steps: readonly Step[]): { readonly path: string; readonly rest: readonly Step[] }[] {
  // An index directly after the address selects an instance.
  const own = steps[0]?.kind === "index" ? steps.slice(1) : steps;
  const paths: { path: string; rest: readonly Step[] }[] = [];
  const names: string[] = [];
  own.every((step, index) => {
    if (step.kind === "key") names.push(step.key);
    const isAccessor = step.kind === "key" || step.kind === "index";
    if (isAccessor && step.kind === "key") paths.push({ path: names.join("."), rest: own.slice(index + 1) });
    return isAccessor;
  });
  return paths;
}

/** All texts of a configuration, with the expressions of locals in place of their names. */
function textsOf(config: TerraformJson): string[] {
  const { locals = {} } = config;
  const blocks = [config.resource, config.data].flatMap((section) =>
    Object.values(section ?? {}).flatMap((named) => Object.values(named)),
  );
  const { resource: _resource, data: _data, ...others } = config;
  return [...blocks.flatMap(blockTexts), ...stringsOf(others)].map((text) => withLocals(text, locals));
}

/** The texts of a block; with a literal count, for its last instance. */
function blockTexts(block: TerraformBlock): string[] {
  const count = Number(block["count"]);
  const texts = stringsOf(block);
  return Number.isInteger(count) ? texts.map((text) => text.replaceAll("count.index", String(count - 1))) : texts;
}

function stringsOf(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(stringsOf) : [];
}

function withLocals(text: string, locals: Readonly<Record<string, unknown>>, depth = 5): string {
  if (depth === 0 || !text.includes("local.")) return text;
  const inlined = text.replaceAll(/(?<![\w.])local\.(\w[\w-]*)/g, (reference, name: string) => {
    const value = locals[name];
    const [, expression] = typeof value === "string" ? (/^\$\{(.*)\}$/s.exec(value) ?? []) : [];
    return expression === undefined ? reference : `(${expression})`;
  });
  return withLocals(inlined, locals, inlined === text ? 0 : depth - 1);
}
