import { defineEnvironment, problemAt, schemaProblems, type InputProblem } from "../modules/environment";
import { environmentSchema, type Environment } from "./environment";
import { RULES, TOGETHER } from "./rules";
import { toolingSchema, type Tooling } from "./tooling";

const definition = defineEnvironment(environmentSchema, { rules: RULES, together: TOGETHER });

/** Every invalid setting of the environments and the tooling; empty when they can be synthesized. */
export function environmentProblems(candidates: readonly unknown[], tooling: unknown): InputProblem[] {
  const toolingProblems = schemaProblems("environments/tooling.ts", toolingSchema, tooling);
  const mismatches =
    toolingProblems.length > 0
      ? []
      : definition.valid(candidates).flatMap((environment) => problemsWithTooling(environment, tooling as Tooling));
  const shared =
    toolingProblems.length > 0 ? [] : sharedAccountProblems(definition.valid(candidates), tooling as Tooling);
  return [...toolingProblems, ...definition.problems(candidates), ...mismatches, ...shared];
}

const isProduction = ({ stage }: Environment): boolean => stage === "production";

/**
 * Whoever can change the pipelines of an account can change everything in it: production beside them needs a reason.
 */
function sharedAccountProblems(environments: readonly Environment[], tooling: Tooling): InputProblem[] {
  const { account, sharedAccount } = tooling;
  const production = environments.filter(isProduction);
  const sharing = production.filter((environment) => environment.account === account).map(({ name }) => name);
  const problem = { path: "environments/tooling.ts", property: "sharedAccount", value: sharedAccount };
  if (sharing.length > 0 && sharedAccount === "none") {
    const allowed = `{ reason, decidedOn }, because ${sharing.join(", ")} shares account ${account} with the pipelines`;
    return [{ ...problem, allowed, fix: "move production to another account, or give the reason why it stays there" }];
  }
  return sharing.length === 0 && production.length > 0 && sharedAccount !== "none"
    ? [{ ...problem, allowed: "none", fix: "production has an account of its own; remove the reason" }]
    : [];
}

/** One line about production in the account of the pipelines; undefined if no production environment is there. */
export function sharedAccountNotice(
  environments: readonly Environment[],
  { account, sharedAccount }: Tooling,
): string | undefined {
  const sharing = environments.filter((one) => isProduction(one) && one.account === account).map(({ name }) => name);
  return sharedAccount === "none" || sharing.length === 0
    ? undefined
    : `shared account: ${sharing.join(", ")} and the pipelines in ${account}, decided on ${sharedAccount.decidedOn}: ${sharedAccount.reason}`;
}

function problemsWithTooling(environment: Environment, tooling: Tooling): InputProblem[] {
  const regions = [tooling.region, tooling.recoveryRegion];
  const allowed = `${regions.join(" or ")}, the regions of the image repositories`;
  const fix = "Lambda pulls images from repositories of its own region only";
  return [
    ...(regions.includes(environment.region) ? [] : [problemAt(environment, "region", allowed, fix)]),
    ...(environment.project === tooling.project
      ? []
      : [problemAt(environment, "project", tooling.project, "use one name for the project everywhere")]),
  ];
}
