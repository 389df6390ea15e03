import type { App } from "cdktf";
import type { AccountSettings, Environment } from "../environments";
import { bundleFunctions } from "../functions/bundle";
import { AccountStack } from "./account";
import { ScaleUpStack } from "./environment";

/** Bundles the functions, and creates `account` and one stack for each environment with its name. */
export function createStacks(app: App, environments: readonly Environment[], account: AccountSettings): void {
  new AccountStack(app, "account", account);
  const code = bundleFunctions();
  environments.forEach((environment) => new ScaleUpStack(app, environment.name, { environment, account, code }));
}
