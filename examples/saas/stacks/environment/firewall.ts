import { RegionalWebAcl, WebAcl } from "groundplan/edge/firewall";
import { apiVersion, routes, type RouteName } from "../../functions/contract";
import type { Context, MainContext } from "./context";

/** Routes of programs, whose requests are unusual: PayPal signs its own, and Route 53 sends nothing. */
const PROGRAMS: readonly RouteName[] = ["receivePayPalEvent", "getHealth"];

/**
 * The web ACL of the API in one region: AWS's rules against the OWASP Top 10 and addresses of ill repute, lists of
 * addresses and countries, and a limit by address.
 */
export function createFirewall({ stack, environment, prefix, keys }: Context): RegionalWebAcl {
  const { countries, ...settings } = environment.firewall;
  const programs = routes.filter(({ name }) => PROGRAMS.includes(name));
  return new RegionalWebAcl(stack, "web-acl", {
    ...settings,
    name: prefix,
    countries: countries === "all" ? undefined : countries,
    uninspectedPaths: programs.map(({ routeKey }) => `/${apiVersion}${routeKey.replace(/^\w+ /, "")}`),
    logKey: keys.logs,
    logRetentionDays: environment.logRetentionDays,
  });
}

/** The web ACL of CloudFront, before the application's files. */
export function createCdnFirewall({ stack, environment, prefix, keys }: MainContext): WebAcl {
  const { mode, requestsPerFiveMinutes, blockedIpRanges } = environment.firewall;
  return new WebAcl(stack, "cdn-web-acl", {
    mode,
    requestsPerFiveMinutes,
    blockedIpRanges,
    name: `${prefix}-cdn`,
    regional: stack.providerIn("us-east-1"),
    logKey: keys.logs,
    logRetentionDays: environment.logRetentionDays,
  });
}
