import type { z } from "zod";
import { environmentSchema, type Environment } from "./environment";
import { DURABILITY, RULES, isProduction } from "./rules";
import { toolingSchema, type Tooling } from "./tooling";
import { networksOverlap } from "./values";

/** One thing that is wrong with a setting. */
export interface EnvironmentProblem {
  readonly path: string;
  readonly property: string;
  readonly value: unknown;
  readonly allowed: string;
  readonly fix: string;
}

/** Everything that is wrong with a set of environments and the tooling beside them; empty when they can be synthesized. */
export function environmentProblems(candidates: readonly unknown[], tooling: unknown): EnvironmentProblem[] {
  const judged = candidates.map((candidate) => ({
    candidate,
    found: schemaProblems(fileOf(candidate), environmentSchema, candidate),
  }));
  const valid = judged.filter(({ found }) => found.length === 0).map(({ candidate }) => candidate as Environment);
  const toolingFound = schemaProblems("environments/tooling.ts", toolingSchema, tooling);
  const validTooling = toolingFound.length === 0 ? [tooling as Tooling] : [];
  return [
    ...toolingFound,
    ...judged.flatMap(({ candidate, found }) => [...found, ...brokenRules(candidate, found)]),
    ...pairs(valid).flatMap(([one, other]) => problemsOfPair(one, other)),
    ...validTooling.flatMap((account) => valid.flatMap((environment) => problemsBesideTooling(environment, account))),
  ];
}

function fileOf(candidate: unknown): string {
  const { name } = Object(candidate) as { name?: unknown };
  return `environments/${typeof name === "string" ? name : "?"}.ts`;
}

/** Rules are judged only where every setting that they need is valid by itself. */
function brokenRules(candidate: unknown, found: readonly EnvironmentProblem[]): EnvironmentProblem[] {
  const invalid = new Set(found.map(({ property }) => property.split(".")[0]));
  // A problem of no property is one of the whole: the candidate is not even an object.
  if (invalid.has("")) return [];
  const environment = candidate as Environment;
  return RULES.filter(({ needs, holds }) => !needs.some((key) => invalid.has(key)) && !holds(environment)).map(
    ({ property, value, allowed, fix }) => ({
      path: fileOf(candidate),
      property,
      value: value(environment),
      allowed,
      fix,
    }),
  );
}

function schemaProblems(path: string, schema: z.ZodType, candidate: unknown): EnvironmentProblem[] {
  const issues = schema.safeParse(candidate).error?.issues ?? [];
  return issues.flatMap((issue) => {
    const value = issue.path.reduce<unknown>((inner, key) => Object(inner)[key], candidate);
    const property = issue.path.join(".");
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((key) => ({
        path,
        property: [...issue.path, key].join("."),
        value: Object(value)[key] as unknown,
        allowed: "no setting of this name",
        fix: "correct the spelling or remove it",
      }));
    }
    if (value === undefined) return [{ path, property, value, allowed: "a value", fix: "add the missing setting" }];
    const [allowed = "", fix = "write one"] = issue.message.split("; ");
    return [{ path, property, value, allowed, fix }];
  });
}

function pairs<T>(items: readonly T[]): [T, T][] {
  return items.flatMap((one, position) => items.slice(position + 1).map((other): [T, T] => [one, other]));
}

function problemsOfPair(one: Environment, other: Environment): EnvironmentProblem[] {
  return [...sameName(one, other), ...overlap(one, other), ...lessDurable(one, other), ...lessDurable(other, one)];
}

function sameName(one: Environment, other: Environment): EnvironmentProblem[] {
  if (one.name !== other.name) return [];
  const fix = "rename one of them: the name is the stack and the state";
  return [{ path: fileOf(other), property: "name", value: other.name, allowed: "a name of its own", fix }];
}

function overlap(one: Environment, other: Environment): EnvironmentProblem[] {
  if (!networksOverlap(one.network.cidr, other.network.cidr)) return [];
  const allowed = `a network that does not overlap ${one.network.cidr} of ${one.name}`;
  const fix = "choose another range: overlapping networks can never be connected";
  return [{ path: fileOf(other), property: "network.cidr", value: other.network.cidr, allowed, fix }];
}

function lessDurable(production: Environment, other: Environment): EnvironmentProblem[] {
  if (!isProduction(production) || isProduction(other)) return [];
  return Object.entries(DURABILITY)
    .filter(([, measure]) => measure(production) < measure(other))
    .map(([property, measure]) => ({
      path: fileOf(production),
      property,
      value: measure(production),
      allowed: `at least ${measure(other)}, as in ${other.name}`,
      fix: "production must be at least as durable as what is tested before it",
    }));
}

function problemsBesideTooling({ name, project, region }: Environment, tooling: Tooling): EnvironmentProblem[] {
  const path = `environments/${name}.ts`;
  const regions = [tooling.region, tooling.recoveryRegion];
  const allowed = `${regions.join(" or ")}, where tooling has images`;
  const fix = "Lambda pulls images from a repository in its own region only";
  return [
    ...(regions.includes(region) ? [] : [{ path, property: "region", value: region, allowed, fix }]),
    ...(project === tooling.project
      ? []
      : [{ path, property: "project", value: project, allowed: tooling.project, fix: "one project has one name" }]),
  ];
}
