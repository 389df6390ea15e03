import type { FeatureFlag, Flags } from "./feature-flags-props";

/** Returns the flags in the form of `AWS.AppConfig.FeatureFlags`, with the version of that form. */
export function flagDocument(flags: Flags): string {
  const entries = Object.entries(flags);
  return JSON.stringify({
    version: "1",
    flags: Object.fromEntries(entries.map(([name, flag]) => [name, definitionOf(name, flag)])),
    values: Object.fromEntries(entries.map(([name, { enabled, attributes }]) => [name, { ...attributes, enabled }])),
  });
}

function definitionOf(name: string, { description, attributes = {} }: FeatureFlag): object {
  const types = Object.entries(attributes).map(([attribute, value]) => [
    attribute,
    { constraints: { type: typeof value } },
  ]);
  return { name, description, ...(types.length > 0 && { attributes: Object.fromEntries(types) as object }) };
}
