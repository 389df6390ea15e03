import type { TerraformJson } from "../modules/core";

/**
 * A synthesized stack as it should stand in a snapshot: without cdktf's own bookkeeping (`//`) and provider versions, which change
 * for reasons that no reviewer of a stack needs to see. Order is that of the configuration, which cdktf sorts.
 */
export function snapshotOf(config: TerraformJson): unknown {
  const { required_providers: _versions, ...terraform } = config.terraform;
  return withoutComments({ ...config, terraform });
}

function withoutComments(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutComments);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== "//")
      .map(([key, inner]) => [key, withoutComments(inner)]),
  );
}
