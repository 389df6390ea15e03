import type { TerraformBlock } from "../../../modules/core";

/** Local name of the provider of a resource: its meta-argument without the alias, else the beginning of its type. */
export function localName(type: string, { provider }: TerraformBlock): string {
  return (typeof provider === "string" ? provider.split(".") : type.split("_"))[0]!;
}
