import { TerraformElement, TerraformStack, type App } from "cdktf";
import type { IConstruct } from "constructs";
import type { InputProblem } from "../validation/validation";

/**
 * Stacks inside other constructs, and elements outside all stacks: cdktf would write the former without any check,
 * and omit the latter silently.
 */
export function placementProblems(app: App): InputProblem[] {
  const constructs = app.node.findAll();
  const stacks = constructs.filter(TerraformStack.isStack).filter(({ node }) => node.scope !== app);
  const elements = constructs.filter(TerraformElement.isTerraformElement).filter((element) => !isInStack(element));
  return [
    ...stacks.map((stack) => problem(stack, "the app", "create the stack directly under the app")),
    ...elements.map((element) =>
      problem(element, "a stack, or a construct in a stack", "create it in the stack that deploys it"),
    ),
  ];
}

function problem({ node }: IConstruct, allowed: string, fix: string): InputProblem {
  return { path: node.path, property: "scope", value: node.scope?.node.path || "the app", allowed, fix };
}

function isInStack({ node }: IConstruct): boolean {
  return node.scopes.some(TerraformStack.isStack);
}
