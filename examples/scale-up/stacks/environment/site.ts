import type { RestApi } from "groundplan/api/rest";
import type { AwsStack } from "groundplan/core";
import { Distribution } from "groundplan/edge/cdn";
import { AmplifySite } from "groundplan/edge/hosting";
import { Certificate, HostedZone, type HostedZoneReference } from "groundplan/edge/dns";
import type { WebAcl } from "groundplan/edge/firewall";
import { CDN_REGION, type Context } from "./context";
import { createBucket, type Buckets } from "./storage";
import { accept } from "../waivers";

/** The existing zone of the shop's domain. */
export function createZone({ stack, environment }: Context): HostedZoneReference {
  const { domainName, hostedZone: zoneId } = environment.site;
  return HostedZone.fromId(stack, "zone", { domainName, zoneId });
}

export interface SiteParts {
  readonly api: RestApi;
  readonly buckets: Buckets;
  /** Web ACL of CloudFront. */
  readonly webAcl: WebAcl;
  readonly zone: HostedZoneReference;
}

/** Hosts the pages of the shop, on Amplify or behind CloudFront. */
export function createSite(context: Context, parts: SiteParts): AmplifySite | undefined {
  if (context.environment.site.hosting === "amplify") return createAmplifySite(context, parts);
  createDistribution(context, parts);
  return undefined;
}

function createAmplifySite({ stack, environment }: Context, { api }: SiteParts): AmplifySite {
  return new AmplifySite(stack, "site", {
    name: environment.projectName,
    customDomain: { domainName: environment.site.domainName },
    connectSources: [originOf(stack, api)],
  });
}

/** A private bucket with the pages of the shop behind CloudFront. */
function createDistribution(context: Context, { api, buckets, webAcl, zone }: SiteParts): void {
  const { stack, environment } = context;
  const { domainName } = environment.site;
  const regional = stack.providerIn(CDN_REGION);
  const site = createBucket(context, "pages", { intent: "website", key: "s3-managed", accessLogsTo: buckets.logs });
  accept(site, "encryption", "S3-03", "The bucket has the published pages only, which every visitor may read");
  const distribution = new Distribution(stack, "site-distribution", {
    name: `${environment.projectName}-site`,
    regional,
    site,
    connectSources: [originOf(stack, api)],
    webAclArn: webAcl.webAclArn,
    logBucket: buckets.logs,
    customDomain: {
      names: [domainName],
      certificate: new Certificate(stack, "site-certificate", { domainName, zoneId: zone.zoneId, regional }),
    },
  });
  zone.addAlias(domainName, distribution);
}

/** Origin of the API's default endpoint, which the pages call. */
function originOf({ region }: AwsStack, { restApiId }: RestApi): string {
  return `https://${restApiId}.execute-api.${region}.amazonaws.com`;
}
