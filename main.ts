import type { App } from "cdktf";
import { environmentProblems, environments, tooling } from "./environments";
import { InputError, PolicyError, synthesize } from "./modules/core";
import { PolicyGateError, policyGate } from "./policies";
import { BootstrapStack, accountsToBootstrap, deployedResources } from "./stacks/bootstrap";
import { DeliveryStack } from "./stacks/delivery";
import { createEnvironment } from "./stacks/environment";

try {
  const problems = environmentProblems(environments, tooling);
  if (problems.length > 0) throw new InputError(problems);

  const define = (app: App): void => {
    const delivery = new DeliveryStack(app, "delivery", { tooling, environments });
    const stacks = new Map(environments.map((one) => [one.name, createEnvironment(app, one, delivery)]));
    const deployedIn = (names: readonly string[]) => deployedResources(names.flatMap((name) => stacks.get(name) ?? []));
    const accounts = accountsToBootstrap(tooling, environments, deployedIn);
    accounts.forEach((account, id) => new BootstrapStack(app, id, account));
  };
  synthesize(define, { gate: policyGate({ print: console.log }) });
} catch (error) {
  const isFinding = error instanceof InputError || error instanceof PolicyError || error instanceof PolicyGateError;
  if (!isFinding) throw error;
  console.error(error.message);
  process.exitCode = error instanceof PolicyGateError ? error.exitCode : 1;
}
