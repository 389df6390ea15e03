import { Distribution } from "groundplan/edge/cdn";
import { Certificate, HostedZone, type HostedZoneReference } from "groundplan/edge/dns";
import type { WebAcl } from "groundplan/edge/firewall";
import { ShieldProtection } from "groundplan/edge/shield";
import type { Bucket } from "groundplan/data/storage";
import { names } from "../names";
import { accept } from "../waivers";
import type { Context, MainContext } from "./context";
import { createBucket } from "./storage";

/** The existing zone of the domain, in either region. */
export function createZone({ stack, environment }: Context): HostedZoneReference {
  const { domainName, hostedZone: zoneId } = environment.site;
  return HostedZone.fromId(stack, "zone", { domainName, zoneId });
}

export interface SiteParts {
  /** Bucket of access logs. */
  readonly logs: Bucket;
  readonly webAcl: WebAcl;
  readonly zone: HostedZoneReference;
  /** Origin of the sign-in pages, which exchange codes for tokens. */
  readonly signInUrl: string;
}

/** The single page application: a private bucket behind CloudFront, at the domain of the environment. */
export function createSite(context: MainContext, { logs, webAcl, zone, signInUrl }: SiteParts): Distribution {
  const { stack, environment, prefix } = context;
  const { domainName } = environment.site;
  const regional = stack.providerIn("us-east-1");
  const site = createBucket(context, "site", { intent: "website", key: "s3-managed", accessLogsTo: logs });
  accept(site, "encryption", "S3-03", "The bucket has the published files only, which every visitor may read");
  const distribution = new Distribution(stack, "site-distribution", {
    name: `${prefix}-site`,
    regional,
    site,
    connectSources: [`https://${names.apiDomain(environment)}`, signInUrl],
    webAclArn: webAcl.webAclArn,
    logBucket: logs,
    customDomain: {
      names: [domainName],
      certificate: new Certificate(stack, "site-certificate", { domainName, zoneId: zone.zoneId, regional }),
    },
  });
  zone.addAlias(domainName, distribution);
  return distribution;
}

export interface ProtectedParts {
  readonly site: Distribution;
  readonly zone: HostedZoneReference;
  /** Fact about the account. */
  readonly subscription: "none" | "subscribed";
}

/** Shield Standard protects everything without a resource; Shield Advanced protects the site and the zone. */
export function createShield(
  { stack, environment, prefix }: MainContext,
  { site, zone, subscription }: ProtectedParts,
): ShieldProtection {
  return new ShieldProtection(stack, "shield", {
    name: prefix,
    ddosProtection: environment.ddosProtection,
    subscription,
    distributions: { site: site.distributionArn },
    hostedZones: { zone: `arn:aws:route53:::hostedzone/${zone.zoneId}` },
  });
}
