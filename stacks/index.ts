import type { App } from "cdktf";
import type { Environment, Tooling } from "../environments";
import { BootstrapStack, accountsToBootstrap, deployedResources } from "./bootstrap";
import { DeliveryStack } from "./delivery";
import { createEnvironment } from "./environment";

/** Environments in the order of promotion, and the account that builds and deploys them. */
export interface StackSettings {
  readonly environments: readonly Environment[];
  readonly tooling: Tooling;
}

/**
 * Creates every stack of the reference platform: `delivery`, two for each environment, and `bootstrap` for each
 * account.
 */
export function createStacks(app: App, { environments, tooling }: StackSettings): void {
  const delivery = new DeliveryStack(app, "delivery", { tooling, environments });
  const stacks = new Map(environments.map((one) => [one.name, createEnvironment(app, one, delivery)]));
  const deployedIn = (names: readonly string[]) => deployedResources(names.flatMap((name) => stacks.get(name) ?? []));
  const accounts = accountsToBootstrap(tooling, environments, deployedIn);
  accounts.forEach((account, id) => new BootstrapStack(app, id, account));
}
