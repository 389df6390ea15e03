import { Aspects, TerraformResource } from "cdktf";
import type { IConstruct } from "constructs";
import type { RegionalProvider } from "../regions";

/**
 * Gives every resource of a construct the provider of another region, also those that grants and connections add
 * later. Resources with a provider of their own keep it. Without `regional` the resources use the stack's default
 * provider.
 */
export function useProviderOf(construct: IConstruct, regional: RegionalProvider | undefined): void {
  if (!regional) return;
  const visit = (node: IConstruct): void => {
    if (TerraformResource.isTerraformResource(node)) node.provider ??= regional.provider;
  };
  Aspects.of(construct).add({ visit });
}
