import type { App } from "cdktf";
import { environmentProblems, environments, tooling } from "./environments";
import { InputError, PolicyError, synthesize } from "./modules/core";
import { PolicyGateError, policyGate } from "./policies";
import { BootstrapStack, accountsToBootstrap } from "./stacks/bootstrap";
import { DeliveryStack } from "./stacks/delivery";
import { PlatformStack } from "./stacks/platform";
import { RecoveryStack } from "./stacks/recovery";

try {
  const problems = environmentProblems(environments, tooling);
  if (problems.length > 0) throw new InputError(problems);

  const define = (app: App): void => {
    accountsToBootstrap(tooling, environments).forEach((account, id) => new BootstrapStack(app, id, account));
    const delivery = new DeliveryStack(app, "delivery", { tooling, environments });
    for (const environment of environments) {
      const imageRepository = delivery.imageRepositoryIn(environment.region);
      new RecoveryStack(app, `${environment.name}-recovery`, environment);
      new PlatformStack(app, environment.name, { environment, imageRepository });
    }
  };
  synthesize(define, { gate: policyGate({ print: console.log }) });
} catch (error) {
  const isFinding = error instanceof InputError || error instanceof PolicyError || error instanceof PolicyGateError;
  if (!isFinding) throw error;
  console.error(error.message);
  process.exitCode = error instanceof PolicyGateError ? error.exitCode : 1;
}
