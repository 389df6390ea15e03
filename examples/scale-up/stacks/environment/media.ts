import { Distribution } from "groundplan/edge/cdn";
import { Certificate, type HostedZoneReference } from "groundplan/edge/dns";
import { WebAcl } from "groundplan/edge/firewall";
import { CDN_REGION, type Context } from "./context";
import type { Buckets } from "./storage";

export interface MediaParts {
  readonly buckets: Buckets;
  /** Web ACL of CloudFront. */
  readonly webAcl: WebAcl;
  readonly zone: HostedZoneReference;
}

/** The web ACL of CloudFront, for product media and for a site behind CloudFront. */
export function createCdnFirewall({ stack, environment, keys }: Context): WebAcl {
  return new WebAcl(stack, "cdn-web-acl", {
    ...environment.firewall,
    name: `${environment.projectName}-cdn`,
    regional: stack.providerIn(CDN_REGION),
    logKey: keys.cdnLogs,
    logRetentionDays: environment.logRetentionDays,
  });
}

/** CloudFront before the private bucket of product media, as `media.<domain of the shop>`. */
export function createMedia({ stack, environment }: Context, { buckets, webAcl, zone }: MediaParts): Distribution {
  const domainName = `media.${environment.site.domainName}`;
  const regional = stack.providerIn(CDN_REGION);
  const certificate = new Certificate(stack, "media-certificate", { domainName, zoneId: zone.zoneId, regional });
  const distribution = new Distribution(stack, "media-distribution", {
    name: `${environment.projectName}-media`,
    regional,
    site: buckets.media,
    webAclArn: webAcl.webAclArn,
    logBucket: buckets.logs,
    customDomain: { names: [domainName], certificate },
  });
  zone.addAlias(domainName, distribution);
  return distribution;
}
