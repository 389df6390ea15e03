import type { App } from "cdktf";
import type { Environment } from "../environments";
import type { AwsStack } from "../modules/core";
import type { DeliveryStack } from "./delivery";
import { PlatformStack } from "./platform";
import { RecoveryStack } from "./recovery";

/**
 * Creates the stacks of one environment: `<name>-recovery`, then `<name>`, whose backups are copied into the recovery
 * vault.
 */
export function createEnvironment(app: App, environment: Environment, delivery: DeliveryStack): AwsStack[] {
  const imageRepository = delivery.imageRepositoryIn(environment.region);
  const recovery = new RecoveryStack(app, `${environment.name}-recovery`, environment);
  const platform = new PlatformStack(app, environment.name, { environment, imageRepository });
  platform.addDependency(recovery);
  return [recovery, platform];
}
