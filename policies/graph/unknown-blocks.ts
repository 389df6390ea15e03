import type { Values } from "../engine/resource";
import { isLiteral, isRecord, isUnresolved, listOf } from "../engine/values";
import { NOT_IN_PLAN } from "./plan-references";
import PLANNED_BLOCKS from "./planned-blocks.json";

/** Blocks that the AWS provider 5.100.0 never chooses, by type. Real plans of the rules' fixtures show them. */
const BLOCKS: Readonly<Record<string, readonly string[]>> = PLANNED_BLOCKS;

/**
 * Adds the dynamic blocks of unknown length to the arguments as written. A plan contains neither their expression nor
 * their content, and marks them as unknown like an argument that the provider chooses. They are those of the
 * configuration, and the blocks that the provider never chooses.
 *
 * @param configured - values of the configuration, which a plan of another origin does not have.
 */
export function withUnknownBlocks(type: string, unknown: unknown, configured: unknown, written: Values): Values {
  const open = (BLOCKS[type] ?? []).filter((block) => isRecord(unknown) && unknown[block] === true);
  const unwritten = open.filter((block) => !(block in written));
  const all = { ...written, ...Object.fromEntries(unwritten.map((block) => [block, NOT_IN_PLAN])) };
  return isRecord(configured) ? withConfigured(all, configured) : all;
}

function withConfigured(written: Values, configured: Values): Values {
  const entries = Object.entries(configured).flatMap(([key, value]): [string, unknown][] => {
    if (!(key in written)) return isUnresolved(value) ? [[key, value]] : [];
    return [[key, elementsOf(written[key], value)]];
  });
  return { ...written, ...Object.fromEntries(entries) };
}

/**
 * The elements of a block list; the configuration may contain a single block without a list. A plan sorts the elements
 * of a set, so that an element belongs to a block with the same literals, not to the block at its index.
 */
function elementsOf(written: unknown, configured: unknown): unknown {
  const blocks = listOf(configured).filter(isRecord);
  if (!Array.isArray(written) || written.length !== blocks.length) return written;
  return written.map((one: unknown, index) => {
    const block = [blocks[index]!, ...blocks].find((candidate) => isRecord(one) && agrees(one, candidate));
    return block ? withConfigured(one as Values, block) : one;
  });
}

/** True if no literal of the block differs in the plan. */
function agrees(written: Values, configured: Values): boolean {
  return Object.entries(configured).every(([key, value]) => {
    const planned = written[key];
    return !isLiteral(value) || planned === undefined || isUnresolved(planned) || String(planned) === String(value);
  });
}
