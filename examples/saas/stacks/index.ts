import type { App } from "cdktf";
import type { AccountSettings, Environment } from "../environments";
import { bundleFunctions } from "../functions/bundle";
import { AccountStack } from "./account";
import { AccountStandbyStack } from "./account-standby";
import { MainStack, type MainProps } from "./main";
import { RecoveryStack } from "./recovery";
import { StandbyStack } from "./standby";

/** Creates `account`, `account-standby` where an environment has a second region, and the stacks of environments. */
export function createStacks(app: App, environments: readonly Environment[], account: AccountSettings): void {
  const main = new AccountStack(app, "account", { settings: account, environments });
  if (environments.some(({ standby }) => standby !== "none"))
    new AccountStandbyStack(app, "account-standby", account).addDependency(main);
  const code = bundleFunctions();
  environments.forEach((environment) => createEnvironment(app, { environment, account, code }));
}

/**
 * Creates the stack of one environment. A second region adds `<name>-recovery`, which is applied before it, and
 * `<name>-standby`, which is applied after it.
 */
function createEnvironment(app: App, props: MainProps): void {
  const { environment, code } = props;
  const { name, standby } = environment;
  if (standby === "none") {
    new MainStack(app, name, props);
    return;
  }
  const recovery = new RecoveryStack(app, `${name}-recovery`, environment);
  const main = new MainStack(app, name, props);
  main.addDependency(recovery);
  new StandbyStack(app, `${name}-standby`, { environment, standby, code }).addDependency(main);
}
