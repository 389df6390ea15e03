import { matching, type Rule } from "./rules";

const DOMAIN_NAME = /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** Accepts lower-case DNS names without wildcard. */
export function domainName(): Rule<string> {
  return matching(
    DOMAIN_NAME,
    "a lower-case domain name without wildcard",
    "write it without scheme, path, wildcard or trailing dot",
  );
}
