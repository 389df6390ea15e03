import type { Values } from "../engine/resource";
import { isLiteral, isUnresolved } from "../engine/values";

/**
 * The block, as written, that a planned block comes from: the one at its index, or another. A plan sorts the elements
 * of a set, so that the literals decide.
 *
 * @returns undefined if each block has a literal that differs in the plan.
 */
export function originOf(planned: Values, blocks: readonly Values[], index: number): Values | undefined {
  const first = blocks[index];
  return [...(first ? [first] : []), ...blocks].find((block) => agrees(block, planned));
}

/** A plan contains neither unknown nor sensitive values. */
function agrees(block: Values, planned: Values): boolean {
  return Object.entries(block).every(([key, written]) => {
    const value = planned[key] ?? undefined;
    return !isLiteral(written) || value === undefined || isUnresolved(value) || String(value) === String(written);
  });
}
