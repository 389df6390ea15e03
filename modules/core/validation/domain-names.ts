import { matching, type Rule } from "./rules";
import type { Validation } from "./validation";

const DOMAIN_NAME = /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** Accepts lower-case DNS names without wildcard. */
export function domainName(): Rule<string> {
  return matching(
    DOMAIN_NAME,
    "a lower-case domain name without wildcard",
    "write it without scheme, path, wildcard or trailing dot",
  );
}

/** Checks a domain name without wildcard. */
export function checkDomainName(validation: Validation, property: string, name: string): void {
  validation.matches(
    property,
    name,
    DOMAIN_NAME,
    "a lower-case domain name without wildcard",
    "write it without scheme, path, wildcard or trailing dot",
  );
}

/** Every value once. */
export function checkUnique(validation: Validation, property: string, values: readonly string[]): void {
  const repeated = values.filter((value, position) => values.indexOf(value) !== position);
  repeated.forEach((value) => validation.check(false, property, value, "every value once", "remove the repetition"));
}
