import type { App } from "cdktf";
import type { InputProblem } from "groundplan/core";
import { accountSettings, environmentProblems, environments, type Environment } from "./environments";
import { createStacks as createStacksOf } from "./stacks";

export { environments };

/** Stacks that the drill of docs/runbooks/failover.md deploys: those of the last environment with a second region. */
export const pair = pairOf(environments.filter(({ standby }) => standby !== "none").at(-1));

/** Every invalid setting of changed environments. */
export function problemsOf(changed: readonly unknown[]): InputProblem[] {
  return environmentProblems(changed, accountSettings);
}

export function createStacks(app: App, changed: readonly Environment[]): void {
  createStacksOf(app, changed, accountSettings);
}

function pairOf(environment: Environment | undefined) {
  if (!environment || environment.standby === "none") return undefined;
  const { name, prefix: project, account, region, site, standby } = environment;
  const recoveryRegion = standby.region;
  const lost = { name, project, account, region, recoveryRegion, standbyFor: "none", site };
  return { lost, standby: { ...lost, name: `${name}-standby`, region: recoveryRegion, standbyFor: name } };
}
