import { isRecord } from "../engine/values";
import { knownValue, type Names } from "./expression-value";

/**
 * Reads the local values of a configuration, as `local.a`, and the default of each variable, as `var.a`. Of a value
 * that refers to itself nothing is known.
 */
export function namedValues(locals: unknown, variables: unknown): Names {
  const written = new Map([...localsIn(locals), ...defaultsIn(variables)]);
  const values = new Map<string, unknown>();
  const names: Names = (name) => {
    if (written.has(name) && !values.has(name)) {
      values.set(name, undefined);
      values.set(name, knownValue(written.get(name), names));
    }
    return values.get(name);
  };
  return names;
}

const localsIn = (locals: unknown): readonly (readonly [string, unknown])[] =>
  Object.entries(isRecord(locals) ? locals : {}).map(([name, value]) => [`local.${name}`, value]);

function defaultsIn(variables: unknown): readonly (readonly [string, unknown])[] {
  return Object.entries(isRecord(variables) ? variables : {}).flatMap(([name, variable]) => {
    const value = isRecord(variable) && variable["sensitive"] !== true ? variable["default"] : undefined;
    return value === undefined || value === null ? [] : [[`var.${name}`, value] as const];
  });
}
