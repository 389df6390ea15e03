import type { TerraformResource } from "cdktf";
import type { IConstruct } from "constructs";

/** Gives the security group of a module the name that the document has for it. */
export function nameSecurityGroup(owner: IConstruct, name: string): void {
  const group = owner.node.findChild("security-group").node.findChild("group") as TerraformResource;
  group.addOverride("name", name);
}
