import type { App } from "cdktf";
import type { Environment, Tooling } from "../environments";
import { DeliveryStack } from "./delivery";
import { ShopflowStack } from "./environment";

/** Creates `delivery`, and one stack for each environment with its name. */
export function createStacks(app: App, environments: readonly Environment[], tooling: Tooling): void {
  new DeliveryStack(app, "delivery", { tooling, environments });
  environments.forEach((environment) => new ShopflowStack(app, environment.name, environment));
}
