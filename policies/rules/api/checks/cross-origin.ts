import { fail } from "../../../engine/checks";
import type { Check } from "../../../engine/rule";
import { booleanOf, listOf, valueAt } from "../../../engine/values";

/** Rejects any origin with credentials; on a function URL, which has no routes, also with every method. */
export const allowsListedOrigins: Check = ({ type, values }) => {
  const path = type === "aws_lambda_function_url" ? "cors" : "cors_configuration";
  const allows = (argument: string): boolean => listOf(valueAt(values[path], argument)).includes("*");
  if (!allows("allow_origins")) return [];
  if (booleanOf(valueAt(values[path], "allow_credentials")) === true) {
    return [fail(`${path}.allow_origins`, "must not contain * with allow_credentials")];
  }
  return path === "cors" && allows("allow_methods")
    ? [fail(`${path}.allow_origins`, "must not contain * with every method")]
    : [];
};
