import { Lazy, TerraformResource, dependable } from "cdktf";
import type { IConstruct } from "constructs";

/** A construct with resources that wait for other constructs by `depends_on`. */
export interface Ordered extends IConstruct {
  readonly precedents: readonly IConstruct[];
}

/** Lists every resource in the constructs for `depends_on`, at synthesis, because grants add resources until then. */
export function resourcesIn(constructs: readonly IConstruct[]): string[] {
  const produce = (): string[] => {
    const parts = new Set(constructs.flatMap(({ node }) => node.findAll()));
    return [...parts].filter(TerraformResource.isTerraformResource).map(dependable);
  };
  return Lazy.listValue({ produce });
}

/** True if resources of `construct` are those of `target` or wait for them, directly or through other constructs. */
export function waitsFor(construct: IConstruct, target: IConstruct): boolean {
  return construct.node
    .findAll()
    .some((part) => part === target || precedentsOf(part).some((one) => waitsFor(one, target)));
}

function precedentsOf(construct: IConstruct): readonly IConstruct[] {
  return "precedents" in construct ? (construct as Ordered).precedents : [];
}
