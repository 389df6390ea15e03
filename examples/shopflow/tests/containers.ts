import type { TestStack } from "groundplan/testing";

/** A container as the task definition has it. */
export interface Container {
  readonly name: string;
  readonly image: string;
  readonly essential: boolean;
  readonly command: readonly string[];
  readonly environment: readonly { readonly name: string; readonly value: string }[];
  readonly dependsOn?: readonly { readonly containerName: string; readonly condition: string }[];
  readonly logConfiguration: object;
}

/** The containers of a service: the application, then the collector of traces. */
export function containersOf(stack: TestStack, service: "api" | "worker"): readonly Container[] {
  const definition = stack.resource("aws_ecs_task_definition", `${service}_task`);
  return JSON.parse(String(definition["container_definitions"])) as Container[];
}

/** The container of the application. */
export const containerOf = (stack: TestStack, service: "api" | "worker"): Container => containersOf(stack, service)[0]!;
