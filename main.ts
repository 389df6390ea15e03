import { environmentProblems, environments, tooling } from "./environments";
import { InputError, PolicyError, synthesize } from "./modules/core";
import { BootstrapStack, accountsToBootstrap } from "./stacks/bootstrap";
import { DeliveryStack } from "./stacks/delivery";
import { PlatformStack } from "./stacks/platform";
import { RecoveryStack } from "./stacks/recovery";

try {
  const problems = environmentProblems(environments, tooling);
  if (problems.length > 0) throw new InputError(problems);

  synthesize((app) => {
    accountsToBootstrap(tooling, environments).forEach((account, id) => new BootstrapStack(app, id, account));
    const delivery = new DeliveryStack(app, "delivery", { tooling, environments });
    for (const environment of environments) {
      const imageRepository = delivery.imageRepositoryIn(environment.region);
      new RecoveryStack(app, `${environment.name}-recovery`, environment);
      new PlatformStack(app, environment.name, { environment, imageRepository });
    }
  });
} catch (error) {
  if (!(error instanceof InputError || error instanceof PolicyError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
