import { TerraformDataSource, TerraformElement, TerraformResource, type TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import type { InputProblem } from "../validation/validation";

/**
 * Problems of the construct ids of a stack. Ids are part of Terraform addresses: other characters than kebab-case are
 * removed there, and cdktf silently merges two resources with the same shortened address.
 */
export function constructIdProblems(stack: TerraformStack, requireKebabCase = true): InputProblem[] {
  const constructs = stack.node.findAll().filter((construct) => construct !== stack);
  const foreign = requireKebabCase ? constructs.filter(hasForeignCharacters) : [];
  return [...foreign.map(kebabCaseProblem), ...mergedElements(constructs)];
}

function hasForeignCharacters({ node }: IConstruct): boolean {
  return !/^[a-z][a-z0-9-]*$/.test(node.id);
}

function kebabCaseProblem({ node }: IConstruct): InputProblem {
  const fix = "rename the construct, with moveFromId if it was deployed";
  return { path: node.path, property: "id", value: node.id, allowed: "kebab-case", fix };
}

function mergedElements(constructs: readonly IConstruct[]): InputProblem[] {
  const seen = new Map<string, string>();
  return constructs.filter(TerraformElement.isTerraformElement).flatMap((element) => {
    const address = `${kindOf(element)}.${element.friendlyUniqueId}`;
    const first = seen.get(address);
    seen.set(address, first ?? element.node.path);
    const fix = "give one of them another id";
    const allowed = "a unique address";
    return first ? [{ path: element.node.path, property: "id", value: `same address as ${first}`, allowed, fix }] : [];
  });
}

/** The part of an address before the name. A subclass or a generic resource has the kind of its Terraform type. */
function kindOf(element: TerraformElement): string {
  if (TerraformResource.isTerraformResource(element)) return element.terraformResourceType;
  if (TerraformDataSource.isTerraformDataSource(element)) return `data.${element.terraformResourceType}`;
  return element.constructor.name;
}
