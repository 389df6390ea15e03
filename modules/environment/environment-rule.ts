import type { InputProblem } from "../core";
import { valueAt } from "./schema-problems";

/** Settings that every environment has. */
export interface NamedEnvironment {
  /** Name of the environment and of the file that defines it. */
  readonly name: string;
}

/** A rule over several settings of one environment. It applies when each of them is valid by itself. */
export interface EnvironmentRule<Environment extends NamedEnvironment> {
  /** The setting that the problem names, as a path: `network.cidr`. */
  readonly property: string;
  /** Top-level settings that `holds` reads. */
  readonly needs: readonly (keyof Environment & string)[];
  readonly holds: (environment: Environment) => boolean;
  readonly allowed: string;
  readonly fix: string;
  /** Value in the message. @default the value of `property` */
  readonly value?: (environment: Environment) => unknown;
}

/** A rule over all valid environments together. Returns its problems. */
export type CrossEnvironmentRule<Environment extends NamedEnvironment> = (
  environments: readonly Environment[],
) => readonly InputProblem[];

/** Path of the file that defines an environment. */
export function fileOf(candidate: unknown): string {
  const name = valueAt(candidate, ["name"]);
  return `environments/${typeof name === "string" ? name : "?"}.ts`;
}

/** A problem of one setting of an environment, with the value that it has. */
export function problemAt(
  environment: NamedEnvironment,
  property: string,
  allowed: string,
  fix: string,
  value: unknown = valueAt(environment, property.split(".")),
): InputProblem {
  return { path: fileOf(environment), property, value, allowed, fix };
}
