import { TerraformOutput, type TerraformStack } from "cdktf";

/**
 * Publishes values of a stack for people and pipelines, by kebab-case name. Stacks do not read each other's outputs.
 */
export function publishOutputs(stack: TerraformStack, outputs: Readonly<Record<string, string>>): void {
  Object.entries(outputs).forEach(([id, value]) => new TerraformOutput(stack, id, { value }));
}
