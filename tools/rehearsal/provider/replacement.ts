import { REPLACING_ARGUMENTS } from "../replacing-arguments";
import { isObject, type Value, type ValueObject } from "./values";

/** Changed arguments for which Terraform replaces the resource. */
export function replacedBy(type: string, prior: Value, planned: ValueObject): string[] {
  if (!isObject(prior)) return [];
  const names = REPLACING_ARGUMENTS[type] ?? [];
  return names.filter((name) => JSON.stringify(prior[name]) !== JSON.stringify(planned[name]));
}
