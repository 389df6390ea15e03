import type { Resource, Values } from "../../../engine/resource";
import { isEmpty, isUnresolved } from "../../../engine/values";

/** Arguments that name a resource of any type. */
const NAMES = ["name", "bucket", "identifier", "creation_token", "domain", "family"];

/** Arguments that limit where a name must be unique: the parent, or another part of the identity. */
const SCOPES =
  /(?:^|_)(?:region|type|role|user|group|cluster|bus|scope|namespace|statement_id|zone_id|vpc_id|api_id|arn|name)$/;

/** Tags and texts, which two resources may share. */
const NO_IDENTITY = ["tags", "tags_all", "description", "timeouts", "lifecycle", "provider", "region"];

/** Arguments that all have to be equal if a resource has no name. */
const FEWEST_ARGUMENTS = 2;

/** The known argument that names a resource, such as `function_name`. */
export function namingArgument({ type, values }: Resource): string | undefined {
  const words = type.split("_").slice(1);
  const endings = words.map((_, index) => words.slice(index).join("_"));
  const own = endings.flatMap((ending) => [`${ending}_name`, `${ending}_id`, `${ending}_identifier`]);
  return [...own, ...NAMES].find((name) => isText(values[name]));
}

/**
 * Describes what makes a planned and a destroyed resource the same, such as `name "orders"`; undefined if they are
 * different.
 */
export function commonIdentity(planned: Resource, destroyed: Values): string | undefined {
  const name = namingArgument(planned);
  if (name === undefined) return haveSameArguments(planned.values, destroyed) ? "arguments" : undefined;
  const isSame = planned.values[name] === destroyed[name] && haveSameScope(planned.values, destroyed, name);
  return isSame ? `${name} ${JSON.stringify(planned.values[name])}` : undefined;
}

function haveSameScope(planned: Values, destroyed: Values, name: string): boolean {
  const scopes = Object.keys(planned).filter(
    (key) => key !== name && SCOPES.test(key) && !/kms|log|role_arn/.test(key),
  );
  return scopes.every((key) => !isText(planned[key]) || !isText(destroyed[key]) || planned[key] === destroyed[key]);
}

function haveSameArguments(planned: Values, destroyed: Values): boolean {
  const keys = Object.keys(planned).filter((key) => !NO_IDENTITY.includes(key) && !isEmpty(planned[key]));
  const known = keys.filter((key) => !hasUnknown(planned[key]));
  const isSame = (key: string): boolean => JSON.stringify(planned[key]) === JSON.stringify(destroyed[key]);
  return known.length >= FEWEST_ARGUMENTS && known.every(isSame);
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "" && !isUnresolved(value);
}

function hasUnknown(value: unknown): boolean {
  return JSON.stringify(value).includes("${");
}
