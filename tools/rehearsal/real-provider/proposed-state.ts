import { mapValues } from "../../runner/terraform/configuration";
import { isList, isObject, type Value, type ValueObject } from "../provider/values";
import type { Block, NestedBlock } from "../schema/schema";

/** A configuration of a block in which nothing is set. */
export function emptyBlock({ attributes, blocks }: Block): ValueObject {
  return {
    ...mapValues(attributes, () => null),
    ...mapValues(blocks, ({ nesting }) => (nesting === "single" ? null : nesting === "map" ? {} : [])),
  };
}

/**
 * Terraform's proposal for the new state: the configuration, and the prior state for what the provider computes and
 * the configuration leaves open.
 */
export function proposedState({ attributes, blocks }: Block, prior: Value, config: ValueObject): ValueObject {
  const earlier = isObject(prior) ? prior : {};
  return {
    ...mapValues(attributes, ({ computed }, name) => {
      const value = config[name] ?? null;
      return value === null && computed ? (earlier[name] ?? null) : value;
    }),
    ...mapValues(blocks, (nested, name) => proposedBlocks(nested, earlier[name] ?? null, config[name] ?? null)),
  };
}

/** Elements are compared by position; those of a set have none, so only an equal number is comparable. */
function proposedBlocks({ nesting, block }: NestedBlock, prior: Value, config: Value): Value {
  if (isList(config)) {
    const earlier = isList(prior) && (nesting === "list" || prior.length === config.length) ? prior : [];
    return config.map((item, index) => (isObject(item) ? proposedState(block, earlier[index] ?? null, item) : item));
  }
  return nesting === "single" && isObject(config) ? proposedState(block, prior, config) : config;
}
