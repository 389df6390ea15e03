import { TerraformElement, TerraformProvider, type TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import type { Problem } from "./validation";

/**
 * What is wrong with the construct ids of a stack. Ids are part of Terraform addresses: anything but kebab-case loses
 * characters there, and cdktf silently merges two resources whose shortened addresses agree.
 */
export function constructIdProblems(stack: TerraformStack): Problem[] {
  const constructs = stack.node.findAll().filter((construct) => construct !== stack);
  return [...constructs.filter(hasForeignCharacters).map(kebabCaseProblem), ...mergedElements(constructs)];
}

function hasForeignCharacters({ node }: IConstruct): boolean {
  return !/^[a-z][a-z0-9-]*$/.test(node.id) && !node.path.includes("cross-stack");
}

function kebabCaseProblem({ node }: IConstruct): Problem {
  const fix = "rename the construct, with moveFromId if it was deployed";
  return { path: node.path, property: "id", value: node.id, allowed: "kebab-case", fix };
}

function mergedElements(constructs: readonly IConstruct[]): Problem[] {
  const seen = new Map<string, string>();
  return constructs.filter(TerraformElement.isTerraformElement).flatMap((element) => {
    if (element instanceof TerraformProvider) return [];
    const address = `${element.constructor.name}.${element.friendlyUniqueId}`;
    const first = seen.get(address);
    seen.set(address, first ?? element.node.path);
    const fix = "give one of them another id";
    const allowed = "an address of its own";
    return first ? [{ path: element.node.path, property: "id", value: `same address as ${first}`, allowed, fix }] : [];
  });
}
