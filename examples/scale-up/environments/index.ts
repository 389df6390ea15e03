import { defineEnvironment, problemAt, schemaProblems, type InputProblem } from "groundplan/environment";
import { accountSchema, type AccountSettings } from "./account";
import { dev } from "./dev";
import { environmentSchema, type Environment } from "./environment";
import { prod } from "./prod";
import { RULES, TOGETHER } from "./rules";
import { staging } from "./staging";

export { accountSettings, type AccountSettings } from "./account";
export type { Environment } from "./environment";

const definition = defineEnvironment<Environment>(environmentSchema, { rules: RULES, together: TOGETHER });

/** Every invalid setting of the environments and the account; empty when they can be synthesized. */
export function environmentProblems(candidates: readonly unknown[], account: unknown): InputProblem[] {
  const problems = schemaProblems("environments/account.ts", accountSchema, account);
  const valid = problems.length > 0 ? [] : definition.valid(candidates);
  const elsewhere = valid.flatMap((environment) => problemsInAccount(environment, account as AccountSettings));
  return [...problems, ...definition.problems(candidates), ...elsewhere];
}

/** Every environment, in the order of promotion. */
export const environments: readonly Environment[] = [dev, staging, prod];

function problemsInAccount(environment: Environment, settings: AccountSettings): InputProblem[] {
  const { account, region, projectName, shieldAdvanced } = settings;
  const at = (property: string, allowed: string, fix: string) => problemAt(environment, property, allowed, fix);
  return [
    ...(environment.account === account
      ? []
      : [at("account", account, "deploy in the account of the trail and of the logging role of API Gateway")]),
    ...(environment.region === region
      ? []
      : [at("region", region, "deploy in the region of the states and of the logging role of API Gateway")]),
    ...(environment.projectName === `${projectName}-account`
      ? [at("projectName", "a name other than that of the account's stack", "choose another prefix")]
      : []),
    ...(environment.ddosProtection === "standard" || shieldAdvanced === "subscribed"
      ? []
      : [at("ddosProtection", "standard without a subscription", "subscribe the account and note it in account.ts")]),
  ];
}
