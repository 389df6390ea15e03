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
  const fix = "deploy in the account of the pipeline: its actions have no role in another one";
  const elsewhere =
    problems.length > 0
      ? []
      : definition
          .valid(candidates)
          .filter(({ account }) => account !== (tooling as Tooling).account)
          .map((environment) => problemAt(environment, "account", (tooling as Tooling).account, fix));
  return [...problems, ...definition.problems(candidates), ...elsewhere];
}

/** Every environment, in the order of promotion. */
export const environments: readonly Environment[] = [dev, staging, prod];
