import type * as z from "zod/mini";
import "../validation-messages";
import { HttpProblem } from "./problem";

/** Returns the parsed value. @throws HttpProblem 400, which names every invalid field but repeats no value. */
export function checked<Value>(schema: z.ZodMiniType<Value>, value: unknown, where: string): Value {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.map(({ path, code, message }) => ({
    path: [where, ...path].join("."),
    // Zod's message about unknown keys would repeat the caller's input.
    message: code === "unrecognized_keys" ? "contains unknown fields" : message,
  }));
  throw new HttpProblem(400, "invalid-request", "The request is not valid; see errors", { errors });
}

/** Returns a parsed path parameter. @throws HttpProblem 404, because an invalid name cannot exist. */
export function checkedName<Value>(schema: z.ZodMiniType<Value>, value: unknown): Value {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new HttpProblem(404, "not-found", "There is nothing at this address");
}
