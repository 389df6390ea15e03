import { overlaps, parseCidr } from "../core";
import { problemAt, type CrossEnvironmentRule, type NamedEnvironment } from "./environment-rule";
import { valueAt } from "./schema-problems";

/** Refuses the same value of a setting in two environments. `except` is accepted repeatedly, such as `none`. */
export function distinct<Environment extends NamedEnvironment>(
  property: string,
  fix: string,
  except?: unknown,
): CrossEnvironmentRule<Environment> {
  const valueOf = (environment: Environment): unknown => valueAt(environment, property.split("."));
  return eachPair((one, other) =>
    valueOf(one) !== valueOf(other) || valueOf(one) === except
      ? []
      : [problemAt(other, property, `a value that ${one.name} does not have`, fix)],
  );
}

/** Refuses overlapping address ranges: such networks can never be connected. */
export function separateNetworks<Environment extends NamedEnvironment>(
  property: string,
): CrossEnvironmentRule<Environment> {
  const textOf = (environment: Environment): string => String(valueAt(environment, property.split(".")));
  const fix = "choose another range: overlapping networks can never be connected";
  return eachPair((one, other) => {
    const [first, second] = [textOf(one), textOf(other)].map(parseCidr);
    if (!first || !second || !overlaps(first, second)) return [];
    return [problemAt(other, property, `a network that does not overlap ${textOf(one)} of ${one.name}`, fix)];
  });
}

/**
 * Refuses production environments that are less durable than another environment in one of the settings.
 *
 * @param properties - numbers, or lists that are compared by length.
 */
export function durableProduction<Environment extends NamedEnvironment>(
  isProduction: (environment: Environment) => boolean,
  properties: readonly string[],
): CrossEnvironmentRule<Environment> {
  return (environments) => {
    const others = environments.filter((environment) => !isProduction(environment));
    return environments.filter(isProduction).flatMap((production) =>
      others.flatMap((other) =>
        properties
          .filter((property) => sizeAt(production, property) < sizeAt(other, property))
          .map((property) => {
            const allowed = `at least ${sizeAt(other, property)}, as in ${other.name}`;
            const fix = "make production at least as durable as the environments before it";
            return problemAt(production, property, allowed, fix, sizeAt(production, property));
          }),
      ),
    );
  };
}

function sizeAt(environment: NamedEnvironment, property: string): number {
  const value = valueAt(environment, property.split("."));
  return Array.isArray(value) ? value.length : Number(value);
}

function eachPair<Environment extends NamedEnvironment>(
  rule: (one: Environment, other: Environment) => ReturnType<CrossEnvironmentRule<Environment>>,
): CrossEnvironmentRule<Environment> {
  return (environments) =>
    environments.flatMap((one, position) => environments.slice(position + 1).flatMap((other) => rule(one, other)));
}
