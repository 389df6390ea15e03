import type { z } from "zod";
import type { InputProblem } from "../core";

/**
 * The settings of a candidate that its schema refuses. Messages of the schema have the form "allowed; fix".
 *
 * @param path - the file that defines the candidate.
 */
export function schemaProblems(path: string, schema: z.ZodType, candidate: unknown): InputProblem[] {
  return (schema.safeParse(candidate).error?.issues ?? []).flatMap((issue) => {
    const value = valueAt(candidate, issue.path);
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((key) => unknownSetting(path, [...issue.path, key], valueAt(value, [key])));
    }
    const property = issue.path.join(".");
    if (value === undefined) return [{ path, property, value, allowed: "a value", fix: "add the missing setting" }];
    const allowed = issue.message.replace(/; .*/s, "");
    const fix = issue.message.slice(allowed.length + "; ".length) || "correct the value";
    return [{ path, property, value, allowed, fix }];
  });
}

/** The value at a path of keys, or undefined. */
export function valueAt(candidate: unknown, keys: readonly PropertyKey[]): unknown {
  return keys.reduce<unknown>((inner, key) => (Object(inner) as Record<PropertyKey, unknown>)[key], candidate);
}

function unknownSetting(path: string, keys: readonly PropertyKey[], value: unknown): InputProblem {
  const fix = "correct the spelling or remove it";
  return { path, property: keys.join("."), value, allowed: "no setting of this name", fix };
}
