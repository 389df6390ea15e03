import { defineEnvironment, problemAt, schemaProblems, type InputProblem } from "groundplan/environment";
import { dev } from "./dev";
import { environmentSchema, type Environment } from "./environment";
import { prod } from "./prod";
import { RULES, TOGETHER } from "./rules";
import { staging } from "./staging";
import { toolingSchema, type Tooling } from "./tooling";

export type { Environment } from "./environment";
export { tooling, type Tooling } from "./tooling";

const definition = defineEnvironment<Environment>(environmentSchema, { rules: RULES, together: TOGETHER });

/** Every invalid setting of the environments and the tooling; empty when they can be synthesized. */
export function environmentProblems(candidates: readonly unknown[], tooling: unknown): InputProblem[] {
  const problems = schemaProblems("environments/tooling.ts", toolingSchema, tooling);
  const valid = problems.length > 0 ? [] : definition.valid(candidates);
  const elsewhere = valid.flatMap((environment) => problemsWithTooling(environment, tooling as Tooling));
  return [...problems, ...definition.problems(candidates), ...elsewhere];
}

/** Settings that the pipeline and the environments share. */
const SHARED = {
  account: "deploy in the account of the pipeline: its actions have no role in another one",
  project: "use one name everywhere: tasks pull images from the repository of the pipeline's project",
} as const;

function problemsWithTooling(environment: Environment, tooling: Tooling): InputProblem[] {
  return (["account", "project"] as const)
    .filter((property) => environment[property] !== tooling[property])
    .map((property) => problemAt(environment, property, tooling[property], SHARED[property]));
}

/** Every environment, in the order of promotion. */
export const environments: readonly Environment[] = [dev, staging, prod];
