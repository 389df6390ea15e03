import { TerraformDataSource, TerraformElement, TerraformResource, type TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import type { Problem } from "../validation";

/**
 * What is wrong with the construct ids of a stack. Ids are part of Terraform addresses: anything but kebab-case loses
 * characters there, and cdktf silently merges two resources whose shortened addresses agree.
 */
export function constructIdProblems(stack: TerraformStack): Problem[] {
  const constructs = stack.node.findAll().filter((construct) => construct !== stack);
  return [...constructs.filter(hasForeignCharacters).map(kebabCaseProblem), ...mergedElements(constructs)];
}

function hasForeignCharacters({ node }: IConstruct): boolean {
  return !/^[a-z][a-z0-9-]*$/.test(node.id);
}

function kebabCaseProblem({ node }: IConstruct): Problem {
  const fix = "rename the construct, with moveFromId if it was deployed";
  return { path: node.path, property: "id", value: node.id, allowed: "kebab-case", fix };
}

function mergedElements(constructs: readonly IConstruct[]): Problem[] {
  const seen = new Map<string, string>();
  return constructs.filter(TerraformElement.isTerraformElement).flatMap((element) => {
    const address = `${kindOf(element)}.${element.friendlyUniqueId}`;
    const first = seen.get(address);
    seen.set(address, first ?? element.node.path);
    const fix = "give one of them another id";
    const allowed = "an address of its own";
    return first ? [{ path: element.node.path, property: "id", value: `same address as ${first}`, allowed, fix }] : [];
  });
}

/** What Terraform tells addresses apart by; a subclass or a generic resource is of the same kind as the class that it stands for. */
function kindOf(element: TerraformElement): string {
  if (TerraformResource.isTerraformResource(element)) return element.terraformResourceType;
  if (TerraformDataSource.isTerraformDataSource(element)) return `data.${element.terraformResourceType}`;
  return element.constructor.name;
}
