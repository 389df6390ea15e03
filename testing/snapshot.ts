import type { TerraformJson } from "../modules/core";

/**
 * The configuration of a stack for a snapshot: without cdktf's comments (`//`) and provider versions, whose changes a
 * reviewer of the stack does not need to see. The order is that of the configuration, which cdktf sorts.
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
