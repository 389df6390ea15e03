import { expectAt, fail, unknown } from "../../engine/checks";
import type { Values } from "../../engine/resource";
import type { Check } from "../../engine/rule";
import { isEmpty, isUnresolved, numberOf, recordsOf, select } from "../../engine/values";

/** Requires a value, if one is set. */
export const ifPresent = (path: string, must: string, holds: (value: unknown) => boolean): Check =>
  expectAt(path, must, (value) => isEmpty(value) || holds(value));

/** A relation between arguments of a block. */
interface Relation {
  /** Path of the blocks. @default the resource itself */
  readonly block?: string;
  /** Argument of the finding. */
  readonly at: string;
  /** Arguments that decide: the check stays open while one of them is unknown. */
  readonly decidedBy: readonly string[];
  readonly problemOf: (values: Values) => string | undefined;
}

/** Requires a relation between arguments of each block. */
export const related =
  ({ block, at, decidedBy, problemOf }: Relation): Check =>
  ({ values }) => {
    const blocks = block === undefined ? [{ path: "", inner: values }] : blocksAt(values, block);
    return blocks.flatMap(({ path, inner }) => {
      const place = path === "" ? at : `${path}.${at}`;
      if (decidedBy.some((name) => isUnresolved(inner[name]))) return [unknown(place)];
      const problem = problemOf(inner);
      return problem === undefined ? [] : [fail(place, problem)];
    });
  };

interface Block {
  readonly path: string;
  readonly inner: Values;
}

function blocksAt(values: Values, path: string): readonly Block[] {
  return select(values, path).flatMap(({ path: place, value }) =>
    recordsOf(value).map((inner, index) => ({ path: Array.isArray(value) ? `${place}[${index}]` : place, inner })),
  );
}

/** Returns whether a number is set and lower than another that is set. */
export function isLess(value: unknown, other: unknown): boolean {
  const [number, limit] = [numberOf(value), numberOf(other)];
  return number !== undefined && limit !== undefined && number < limit;
}
