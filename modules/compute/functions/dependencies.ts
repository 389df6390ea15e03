import { Lazy, TerraformResource, dependable } from "cdktf";
import type { IConstruct } from "constructs";

/** Lists every resource in the constructs for `depends_on`, at synthesis, because grants add resources until then. */
export function resourcesIn(constructs: readonly IConstruct[]): string[] {
  const produce = (): string[] => {
    const parts = new Set(constructs.flatMap(({ node }) => node.findAll()));
    return [...parts].filter(TerraformResource.isTerraformResource).map(dependable);
  };
  return Lazy.listValue({ produce });
}
