import { formatted, inline } from "./formatted-json";

/** Blocks of a configuration by address. */
export type Blocks = Readonly<Record<string, unknown>>;

/** Two values at a path of keys and positions; one that is `undefined` does not exist. */
export interface Difference {
  readonly path: readonly string[];
  readonly before: unknown;
  readonly after: unknown;
}

/** Two sets of blocks as a unified difference: blocks that only one has, and arguments in which a block differs. */
export function differences(before: Blocks, after: Blocks): string {
  const addresses = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  const lines = addresses.flatMap((address) => {
    if (!(address in after)) return [`- ${address}`];
    if (!(address in before)) return [`+ ${address}: ${formatted(after[address]).replaceAll("\n", "\n+ ")}`];
    const changed = differencesOf(before[address], after[address]).flatMap(argumentLines);
    return changed.length > 0 ? [`  ${address}`, ...changed] : [];
  });
  return lines.map((line) => `${line}\n`).join("");
}

function argumentLines({ path, before, after }: Difference): string[] {
  const line = (sign: string, value: unknown) =>
    value === undefined ? [] : [`${sign}   ${path.join(".")}: ${inline(value)}`];
  return [...line("-", before), ...line("+", after)];
}

/**
 * The smallest values that differ. Lists are compared item by item when they are equally long, and as a whole
 * otherwise.
 */
export function differencesOf(before: unknown, after: unknown, path: readonly string[] = []): Difference[] {
  if (isTree(before) && isTree(after) && lengthOf(before) === lengthOf(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return keys.flatMap((key) => differencesOf(before[key], after[key], [...path, key]));
  }
  return JSON.stringify(before) === JSON.stringify(after) ? [] : [{ path, before, after }];
}

function isTree(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function lengthOf(value: object): number | undefined {
  return Array.isArray(value) ? value.length : undefined;
}
