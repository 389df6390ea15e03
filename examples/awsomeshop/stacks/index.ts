import type { App } from "cdktf";
import type { Environment } from "../environments";
import { AwsomeshopStack } from "./awsomeshop";

/** Creates one stack for each environment, with the environment's name. */
export function createStacks(app: App, environments: readonly Environment[]): void {
  environments.forEach((environment) => new AwsomeshopStack(app, environment.name, environment));
}
