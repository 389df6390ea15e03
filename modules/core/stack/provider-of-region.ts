import { Aspects, TerraformResource } from "cdktf";
import type { IConstruct } from "constructs";
import type { RegionalProvider } from "../regions";

const providers = new WeakMap<IConstruct, RegionalProvider>();

/**
 * Moves a construct with everything in it to another region: every AWS resource takes the provider, also those that
 * grants and connections add later, and `AwsStack.of` returns the region. Resources with a provider of their own keep
 * it, and an inner construct with a region of its own keeps that. Without `regional` nothing changes.
 */
export function useProviderOf(construct: IConstruct, regional: RegionalProvider | undefined): void {
  if (!regional) return;
  providers.set(construct, regional);
  Aspects.of(construct).add({
    visit(node) {
      if (isAwsResource(node)) node.provider ??= regionalProviderOf(node)?.provider;
    },
  });
}

/** Excludes resources of Terraform itself (`terraform_data`) and of other providers. */
function isAwsResource(node: IConstruct): node is TerraformResource {
  return TerraformResource.isTerraformResource(node) && node.terraformResourceType.startsWith("aws_");
}

/** The provider of the nearest construct that `useProviderOf` has moved; nothing in the stack's own region. */
export function regionalProviderOf({ node }: IConstruct): RegionalProvider | undefined {
  const moved = [...node.scopes].reverse().find((scope) => providers.has(scope));
  return moved && providers.get(moved);
}
