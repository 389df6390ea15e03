import { Distribution } from "groundplan/edge/cdn";
import { Certificate } from "groundplan/edge/dns";
import { WebAcl } from "groundplan/edge/firewall";
import type { Context } from "./context";
import type { Identity } from "./identity";
import type { Edge } from "./load-balancer";
import type { Buckets } from "./storage";

/** Paths of the API and its health check; everything else is a static file. */
const API_PATHS = ["/api*", "/health*"];
/** The only path whose body is free text. */
const FEEDBACK_PATH = "/api/feedback";
/** Object that configures the storefront. */
const CONFIGURATION = "config.json";

export interface SiteParts extends Edge {
  readonly buckets: Buckets;
  readonly identity: Identity;
}

/** CloudFront with its web ACL, before the static files and the load balancer. */
export function createSite(
  context: Context,
  { loadBalancer, originName, zone, buckets, identity }: SiteParts,
): { readonly distribution: Distribution; readonly webAcl: WebAcl } {
  const { stack, environment } = context;
  const { domainName, hostedZone: zoneId } = environment.site;
  const regional = stack.providerIn("us-east-1");
  const webAcl = createWebAcl(context);
  const distribution = new Distribution(stack, "distribution", {
    name: environment.prefix,
    regional,
    site: buckets.site,
    api: loadBalancer.asOrigin(originName, API_PATHS),
    connectSources: [identity.userPool.hostedUrl],
    webAclArn: webAcl.webAclArn,
    logBucket: buckets.logs,
    customDomain: {
      names: [domainName],
      certificate: new Certificate(stack, "site-certificate", { domainName, zoneId, regional }),
    },
  });
  zone.addAlias(domainName, distribution);
  identity.client.allowReturnTo(distribution.url);
  buckets.site.keepJson("configuration", CONFIGURATION, {
    environment: environment.name,
    identity: { baseUrl: identity.userPool.hostedUrl, clientId: identity.client.clientId, scopes: identity.scopes },
  });
  return { distribution, webAcl };
}

function createWebAcl({ stack, environment, keys }: Context): WebAcl {
  return new WebAcl(stack, "web-acl", {
    ...environment.firewall,
    name: environment.prefix,
    regional: stack.providerIn("us-east-1"),
    logKey: keys.logs,
    logRetentionDays: environment.logRetentionDays,
    freeTextPaths: [FEEDBACK_PATH],
  });
}
