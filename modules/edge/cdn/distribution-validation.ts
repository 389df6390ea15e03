import type { Construct } from "constructs";
import { checkDomainName, checkName, checkUnique, isKnown, Validation } from "../../core";
import type { ApiOrigin, DistributionProps } from "./distribution";

export const routerName = (name: string): string => `${name}-site-router`;
export const headersPolicyName = (name: string): string => `${name}-security-headers`;
export const accessControlName = (name: string): string => `${name}-site`;
export const accessLogName = (name: string): string => `${name}-access-logs`;

/** Limits of `CreateDistribution`, `CreateFunction` and `PutDeliverySource`. */
export function validateDistribution(scope: Construct, id: string, props: DistributionProps): void {
  const { name, account, api, apiPaths, customDomain, contentSecurityPolicy } = props;
  const validation = new Validation(scope, id);
  checkName(validation, "cloudfront function name", routerName(name));
  checkName(validation, "cloudfront policy name", headersPolicyName(name));
  validation
    .matches("name", accessLogName(name), /^[\w-]{1,60}$/, "a log delivery name of at most 60 characters", "shorten it")
    .matches(
      "contentSecurityPolicy",
      contentSecurityPolicy,
      /^[\x20-\x7e]+$/,
      "one line of ASCII",
      "reword the policy",
    );
  validation.accountId("account", account);
  checkApiPaths(validation, apiPaths);
  checkApi(validation, api);
  checkConnectSources(validation, props);
  if (customDomain) checkCustomNames(validation, customDomain.names);
  validation.throwIfInvalid();
}

function checkApiPaths(validation: Validation, apiPaths: readonly string[]): void {
  validation.check(apiPaths.length > 0, "apiPaths", apiPaths, "at least one pattern", "name the paths of the API");
  apiPaths.forEach((path) =>
    validation.matches(
      "apiPaths",
      path,
      /^\/[\w\-.*$/~"'@:+&?]{1,254}$/,
      "a path pattern of 2 to 255 characters that begins with /",
      "write it as CloudFront matches it: /api/*",
    ),
  );
  checkUnique(validation, "apiPaths", apiPaths);
}

function checkApi(validation: Validation, { domainName, originPath, secretHeader }: ApiOrigin): void {
  checkDomainName(validation, "api.domainName", domainName);
  validation
    .matches("api.originPath", originPath, /^(?:\/[\w.~$-]+)*$/, "empty, or / and no final /", "name the stage: /prod")
    .matches(
      "api.secretHeader.name",
      secretHeader.name,
      /^(?!x-amz-|x-edge-)[a-z][a-z0-9-]*$/,
      "a lower-case header name that does not begin with x-amz- or x-edge-",
      "name a header of the application's own",
    );
  // Its value is not repeated in the message: whoever wrote it down has made it a secret no more.
  validation.check(
    !isKnown(secretHeader.value),
    "api.secretHeader.value",
    "a literal",
    "a reference that Terraform resolves",
    "generate the secret at apply, or pass it by a sensitive variable",
  );
}

function checkConnectSources(
  validation: Validation,
  { contentSecurityPolicy, connectSources = [] }: DistributionProps,
): void {
  validation.check(
    contentSecurityPolicy === undefined || connectSources.length === 0,
    "connectSources",
    connectSources.length,
    "none beside contentSecurityPolicy",
    "write them into the policy's connect-src",
  );
  connectSources.forEach((source) =>
    validation.matches(
      "connectSources",
      source,
      /^https:\/\/[a-z0-9.-]+(?::\d{1,5})?$/,
      "https:// and a host without path or wildcard",
      "name the origin alone",
    ),
  );
}

function checkCustomNames(validation: Validation, names: readonly string[]): void {
  validation.check(names.length > 0, "customDomain.names", names, "at least one name", "name the site's domain");
  names.forEach((name) => checkDomainName(validation, "customDomain.names", name));
  checkUnique(validation, "customDomain.names", names);
}
