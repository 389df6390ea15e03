import type * as z from "zod/mini";
import "../validation-messages";
import { HttpProblem } from "./problem";

/** The value as the schema has it. @throws HttpProblem 400, which names every field that is wrong but repeats no value. */
export function checked<Value>(schema: z.ZodMiniType<Value>, value: unknown, where: string): Value {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.map(({ path, code, message }) => ({
    path: [where, ...path].join("."),
    // Zod's own sentence about unknown keys would repeat what the caller wrote.
    message: code === "unrecognized_keys" ? "has unknown fields" : message,
  }));
  throw new HttpProblem(400, "invalid-request", "The request is not valid; see errors", { errors });
}

/** Path parameters name a thing, and a name that cannot exist names nothing. @throws HttpProblem 404. */
export function checkedName<Value>(schema: z.ZodMiniType<Value>, value: unknown): Value {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new HttpProblem(404, "not-found", "There is nothing at this address");
}
