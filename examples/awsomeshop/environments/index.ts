import { defineEnvironment, type InputProblem } from "groundplan/environment";
import { environmentSchema, type Environment } from "./environment";
import { prod } from "./prod";
import { RULES, TOGETHER } from "./rules";

export type { Environment } from "./environment";

const definition = defineEnvironment<Environment>(environmentSchema, { rules: RULES, together: TOGETHER });

/** Every invalid setting of the environments; empty when they can be synthesized. */
export function environmentProblems(candidates: readonly unknown[]): InputProblem[] {
  return definition.problems(candidates);
}

/** Every environment, one for each stage, in the order of promotion. */
export const environments: readonly Environment[] = [prod];
