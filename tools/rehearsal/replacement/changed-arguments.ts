import { isList, isObject, isUnknown, type Value, type ValueObject } from "../provider/values";
import type { Block, NestedBlock } from "../schema/schema";
import { isEmpty } from "./transitions";

/** A changed argument, or a block whose number of elements changed. */
export interface ChangedArgument {
  /** Names of the blocks around it and its own, joined by dots. */
  readonly path: string;
  readonly before: Value;
  readonly after: Value;
}

/** Set by Terraform or the provider. */
const NOT_CONFIGURED = ["id", "tags_all", "timeouts"];

/** The configurable arguments that differ between a prior and a planned state. */
export function changedArguments(block: Block, prior: ValueObject, planned: ValueObject): ChangedArgument[] {
  return changesOf(block, prior, planned, "").filter(({ path }) => !NOT_CONFIGURED.includes(path.split(".")[0]!));
}

function changesOf({ attributes, blocks }: Block, prior: ValueObject, planned: ValueObject, prefix: string) {
  const changes: ChangedArgument[] = [];
  for (const [name, { required, optional }] of Object.entries(attributes)) {
    const [before, after] = [prior[name] ?? null, planned[name] ?? null];
    if ((required || optional) && !isSame(before, after)) changes.push({ path: prefix + name, before, after });
  }
  for (const [name, nested] of Object.entries(blocks)) {
    changes.push(...blockChanges(nested, prior[name] ?? null, planned[name] ?? null, prefix + name));
  }
  return changes;
}

function blockChanges({ nesting, block }: NestedBlock, prior: Value, planned: Value, path: string): ChangedArgument[] {
  if (isUnknown(planned)) return [{ path, before: prior, after: planned }];
  const [before, after] = comparable(elementsOf(prior), elementsOf(planned), nesting === "set");
  const pairs = Array.from({ length: Math.max(before.length, after.length) }, (_, index) =>
    changesOf(block, before[index] ?? {}, after[index] ?? {}, `${path}.`),
  );
  const isCountChanged = before.length !== after.length;
  return [...(isCountChanged ? [{ path, before: prior, after: planned }] : []), ...pairs.flat()];
}

/** Elements of a set have no position, so equal ones are left out. */
function comparable(before: readonly ValueObject[], after: readonly ValueObject[], isSet: boolean) {
  if (!isSet) return [before, after] as const;
  const without = (elements: readonly ValueObject[], others: readonly ValueObject[]): ValueObject[] =>
    elements.filter((element) => !others.some((other) => isSame(element, other)));
  return [without(before, after), without(after, before)] as const;
}

function elementsOf(value: Value): readonly ValueObject[] {
  if (isList(value)) return value.filter(isObject);
  if (!isObject(value)) return [];
  return Object.values(value).every(isObject) ? (Object.values(value) as ValueObject[]) : [value];
}

function isSame(before: Value, after: Value): boolean {
  if (isUnknown(after)) return false;
  return (isEmpty(before) && isEmpty(after)) || JSON.stringify(before) === JSON.stringify(after);
}
