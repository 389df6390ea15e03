import type { Values } from "../engine/resource";
import { isRecord, isUnresolved, listOf } from "../engine/values";
import { DYNAMIC } from "../expressions/dynamic-blocks";
import { wholeExpression } from "../expressions/expression-value";
import { originOf } from "./block-origins";
import { NOT_IN_PLAN } from "./plan-references";
import PLANNED_BLOCKS from "./planned-blocks.json";

/** Blocks that the AWS provider never chooses, by type: answers to `groundplan planned-blocks`, and blocks of data. */
const BLOCKS: Readonly<Record<string, readonly string[]>> = {
  ...PLANNED_BLOCKS.types,
  aws_iam_policy_document: ["statement"],
};

/**
 * Adds the dynamic blocks of unknown length to the arguments as written. A plan contains neither their expression nor
 * their content, and marks them as unknown like an argument that the provider chooses. They are those of the
 * configuration, and the blocks that the provider never chooses. A text of the configuration contains more than the
 * references of the plan.
 *
 * @param configured - values of the configuration, which a plan of another origin does not have.
 */
export function withUnknownBlocks(type: string, unknown: unknown, configured: unknown, written: Values): Values {
  const open = (BLOCKS[type] ?? []).filter((block) => isRecord(unknown) && unknown[block] === true);
  const all = { ...written, ...Object.fromEntries(open.map((block) => [block, withOpenBlock(written[block])])) };
  return isRecord(configured) ? withConfigured(all, configured) : all;
}

/** An unknown number of blocks, which stands beside those that are written. */
const withOpenBlock = (written: unknown): unknown =>
  written === undefined ? NOT_IN_PLAN : [...listOf(written), DYNAMIC];

function withConfigured(written: Values, configured: Values): Values {
  const entries = Object.entries(configured).flatMap(([key, value]): [string, unknown][] => {
    if (!(key in written)) return isUnresolved(value) ? [[key, value]] : [];
    return [[key, isTemplate(value) ? value : elementsOf(written[key], value)]];
  });
  return { ...written, ...Object.fromEntries(entries) };
}

/** Returns whether a text, or a text of a list, contains literals around its references. */
const isTemplate = (value: unknown): boolean =>
  listOf(value).some((text) => isUnresolved(text) && wholeExpression(text) === undefined) &&
  listOf(value).every((text) => typeof text === "string");

/**
 * The elements of a block list; the configuration may contain a single block without a list. A plan sorts the elements
 * of a set, so that an element belongs to a block with the same literals, not to the block at its index.
 */
function elementsOf(written: unknown, configured: unknown): unknown {
  const blocks = listOf(configured).filter(isRecord);
  if (!Array.isArray(written) || written.length !== blocks.length) return written;
  return written.map((one: unknown, index) => {
    const block = isRecord(one) ? originOf(one, blocks, index) : undefined;
    return block ? withConfigured(one as Values, block) : one;
  });
}
