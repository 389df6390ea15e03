import { TerraformResource } from "cdktf";
import type { Construct } from "constructs";
import { ServiceRole } from "../../modules/core";

/** The contents of stacks that permissions depend on. */
export interface DeployedResources {
  /** Terraform types of the resources, sorted. */
  readonly types: readonly string[];
  /** Service principals of the roles that the stacks create, sorted. */
  readonly roleServices: readonly string[];
}

/** Reads resource types and role principals from the constructs of stacks, which must be complete. */
export function deployedResources(stacks: readonly Construct[]): DeployedResources {
  const constructs = stacks.flatMap((stack) => stack.node.findAll());
  return {
    types: sorted(constructs.filter(TerraformResource.isTerraformResource).map((one) => one.terraformResourceType)),
    roleServices: sorted(constructs.filter((one) => one instanceof ServiceRole).map(({ service }) => service)),
  };
}

function sorted(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}
