import type { z } from "zod";
import type { InputProblem } from "../core";
import {
  fileOf,
  problemAt,
  type CrossEnvironmentRule,
  type EnvironmentRule,
  type NamedEnvironment,
} from "./environment-rule";
import { schemaProblems } from "./schema-problems";

/** Rules beyond the schema. */
export interface EnvironmentRules<Environment extends NamedEnvironment> {
  /** Rules over several settings of one environment. @default none */
  readonly rules?: readonly EnvironmentRule<Environment>[];
  /** Rules over all environments together. @default none */
  readonly together?: readonly CrossEnvironmentRule<Environment>[];
}

/** The checks of the environments of one system. */
export interface EnvironmentDefinition<Environment extends NamedEnvironment> {
  readonly schema: z.ZodType<Environment>;
  /** Every invalid setting of the candidates; empty when they can be synthesized. */
  problems(candidates: readonly unknown[]): InputProblem[];
  /** The candidates that the schema accepts. */
  valid(candidates: readonly unknown[]): Environment[];
}

const NO_ENVIRONMENT: InputProblem = {
  path: "environments",
  property: "environments",
  value: [],
  allowed: "at least one environment",
  fix: "add an environment to the list; to remove everything, run cdktf destroy for its stacks first",
};

/**
 * Defines the environments of a system: what each setting accepts (the schema), and which settings fit together (the
 * rules). A rule applies only to settings that the schema accepts.
 */
export function defineEnvironment<Environment extends NamedEnvironment>(
  schema: z.ZodType<Environment>,
  { rules = [], together = [] }: EnvironmentRules<Environment> = {},
): EnvironmentDefinition<Environment> {
  const valid = (candidates: readonly unknown[]): Environment[] =>
    candidates.filter((candidate): candidate is Environment => schema.safeParse(candidate).success);
  const problems = (candidates: readonly unknown[]): InputProblem[] => [
    ...(candidates.length === 0 ? [NO_ENVIRONMENT] : []),
    ...candidates.flatMap((candidate) => {
      const found = schemaProblems(fileOf(candidate), schema, candidate);
      return [...found, ...brokenRules(rules, candidate, found)];
    }),
    ...together.flatMap((rule) => rule(valid(candidates))),
  ];
  return { schema, problems, valid };
}

function brokenRules<Environment extends NamedEnvironment>(
  rules: readonly EnvironmentRule<Environment>[],
  candidate: unknown,
  found: readonly InputProblem[],
): InputProblem[] {
  const invalid = new Set(found.map(({ property }) => property.split(".")[0]));
  // A problem without property is one of the whole candidate, which is not even an object.
  if (invalid.has("")) return [];
  const environment = candidate as Environment;
  return rules
    .filter(({ needs, holds }) => !needs.some((key) => invalid.has(key)) && !holds(environment))
    .map(({ property, allowed, fix, value }) => problemAt(environment, property, allowed, fix, value?.(environment)));
}
