import { RegionalWebAcl } from "groundplan/edge/firewall";
import { routes, type RouteName } from "../../functions/contract";
import type { Context } from "./context";

/** Routes whose bodies are sentences of customers, which resemble SQL and scripts. */
const FREE_TEXT: readonly RouteName[] = ["giveFeedback"];

/** The web ACL of the API: AWS's rules against the OWASP Top 10 and addresses of ill repute, and a limit by address. */
export function createFirewall({ stack, environment, keys }: Context): RegionalWebAcl {
  const freeText = routes.filter(({ name }) => FREE_TEXT.includes(name));
  return new RegionalWebAcl(stack, "web-acl", {
    ...environment.firewall,
    name: environment.projectName,
    logKey: keys.logs,
    logRetentionDays: environment.logRetentionDays,
    freeTextPaths: freeText.map(({ routeKey }) => `/${environment.stageName}${routeKey.replace(/^\w+ /, "")}`),
  });
}
