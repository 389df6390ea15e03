import { RegionalWebAcl } from "groundplan/edge/firewall";
import type { Context } from "./context";

/** The web ACL of the API: AWS's rules against the OWASP Top 10 and addresses of ill repute, and a limit by address. */
export function createFirewall({ stack, environment, keys }: Context): RegionalWebAcl {
  return new RegionalWebAcl(stack, "web-acl", {
    ...environment.firewall,
    name: environment.projectName,
    logKey: keys.logs,
    logRetentionDays: environment.logRetentionDays,
  });
}
