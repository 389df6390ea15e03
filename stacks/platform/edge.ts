import { Fn } from "cdktf";
import { apiPaths, healthCheckPath, originSecretHeader, routes, siteParameters } from "../../app/contract";
import type { HttpApi } from "../../modules/api/http";
import { Bucket } from "../../modules/data/storage";
import { Distribution } from "../../modules/edge/cdn";
import { Certificate, HostedZone, type HostedZoneReference } from "../../modules/edge/dns";
import { WebAcl } from "../../modules/edge/firewall";
import { Parameters, type GeneratedSecret } from "../../modules/security";
import { waive } from "../../policies";
import { publishOutputs } from "../outputs";
import type { PlatformContext } from "./context";
import { publishStorefrontConfiguration, type Identity } from "./identity";
import { ACCEPTED } from "../waivers";

/** The zone of the environment's domain, if it has one: created, or referenced by its id. */
export function createZone(context: PlatformContext): HostedZoneReference | undefined {
  const { domainName, hostedZone: zoneId } = context.environment.site;
  if (domainName === "none") return undefined;
  if (zoneId !== "create") return HostedZone.fromId(context.stack, "zone", { domainName, zoneId });
  return createSignedZone(context, domainName);
}

/**
 * Creates the zone and publishes its name servers in a parameter at once: the certificates of the same apply wait
 * until the parent zone delegates to them.
 */
function createSignedZone(
  { stack, environment, keys, parameterPath: path }: PlatformContext,
  domainName: string,
): HostedZone {
  const zone = new HostedZone(stack, "zone", {
    domainName,
    regional: stack.providerIn("us-east-1"),
    logKey: keys.edgeLogs,
    logRetentionDays: environment.logs.retentionDays,
    deletionProtection: environment.deletionProtection,
  });
  const values = { "dns/name-servers": Fn.join(" ", zone.nameServers) };
  new Parameters(stack, "zone-delegation", { path, values });
  publishOutputs(stack, { "name-servers": values["dns/name-servers"], "ds-record": zone.dsRecord });
  return zone;
}

/** The bucket for the access logs of the site and of the distribution before it. */
function createLogBucket({ stack, environment, prefix }: PlatformContext): Bucket {
  return new Bucket(stack, "access-logs", {
    name: `${prefix}-access-logs-${stack.account}-${stack.region}`,
    intent: "logs",
    expireAfterDays: environment.logs.retentionDays,
    deletionProtection: environment.deletionProtection,
  });
}

/** The bucket that the front-end pipeline publishes to. */
function createSiteBucket({ stack, environment, prefix }: PlatformContext, accessLogsTo: Bucket): Bucket {
  const bucket = new Bucket(stack, "site", {
    name: `${prefix}-site-${stack.account}-${stack.region}`,
    intent: "website",
    key: "s3-managed",
    accessLogsTo,
    deletionProtection: environment.deletionProtection,
  });
  waive(bucket.node.findChild("encryption"), {
    rule: "S3-03",
    reason: "The bucket holds the site's published files only, which every visitor may read through CloudFront",
    ...ACCEPTED,
  });
  return bucket;
}

export interface SiteParts {
  readonly api: HttpApi;
  readonly originSecret: GeneratedSecret;
  readonly identity: Identity;
  readonly zone: HostedZoneReference | undefined;
}

/** The distribution of the storefront, its firewall and the bucket of its access logs. */
export interface Site {
  readonly distribution: Distribution;
  readonly logBucket: Bucket;
  readonly webAcl: WebAcl;
}

/** The storefront's files and what it needs to know, behind CloudFront, which sends calls of the API on. */
export function createSite(context: PlatformContext, parts: SiteParts): Site {
  const logBucket = createLogBucket(context);
  const site = createSiteBucket(context, logBucket);
  const webAcl = createWebAcl(context);
  const distribution = createDistribution(context, { ...parts, site, logBucket, webAcl });
  publishSiteConfiguration(context, site, distribution);
  publishStorefrontConfiguration(context, site, parts.identity);
  return { distribution, logBucket, webAcl };
}

/** The only path whose body is free text. */
const feedbackPath = routes.find(({ name }) => name === "giveFeedback")!.routeKey.split(" ")[1]!;

function createWebAcl({ stack, environment, prefix, keys }: PlatformContext): WebAcl {
  return new WebAcl(stack, "web-acl", {
    name: prefix,
    regional: stack.providerIn("us-east-1"),
    logKey: keys.edgeLogs,
    logRetentionDays: environment.logs.retentionDays,
    healthCheckPath,
    freeTextPaths: [feedbackPath],
    ...environment.firewall,
  });
}

interface DistributionParts extends SiteParts {
  readonly webAcl: WebAcl;
  readonly site: Bucket;
  readonly logBucket: Bucket;
}

/** CloudFront and its firewall before the site and the API. */
function createDistribution(context: PlatformContext, parts: DistributionParts): Distribution {
  const { stack, environment, prefix } = context;
  const { site, api, originSecret, identity, zone, logBucket, webAcl } = parts;
  const regional = stack.providerIn("us-east-1");
  const managed = environment.site.aliasRecords === "managed";
  const distribution = new Distribution(stack, "distribution", {
    name: prefix,
    regional,
    site,
    api: {
      domainName: api.originDomainName,
      originPath: api.originPath,
      paths: apiPaths,
      secretHeader: { name: originSecretHeader, value: originSecret.value },
    },
    connectSources: [identity.userPool.hostedUrl],
    webAclArn: webAcl.webAclArn,
    logBucket,
    customDomain: zone && {
      names: managed ? [zone.domainName] : [],
      certificate: createSiteCertificate(context, zone),
    },
    priceClass: environment.site.priceClass,
    strictTransportSecurity: environment.site.strictTransportSecurity,
  });
  if (managed) zone?.addAlias(zone.domainName, distribution);
  else zone?.allowAliasMove(zone.domainName, distribution);
  const origins = new Set([distribution.url, ...environment.identity.returnUrls]);
  origins.forEach((origin) => identity.client.allowReturnTo(origin));
  return distribution;
}

function createSiteCertificate(
  { stack }: PlatformContext,
  { domainName, zoneId }: HostedZoneReference,
): Certificate<"us-east-1"> {
  return new Certificate(stack, "site-certificate", { domainName, zoneId, regional: stack.providerIn("us-east-1") });
}

/** Publishes what the front-end pipeline needs to bring a new version of the site out. */
function publishSiteConfiguration(
  { stack, parameterPath: path }: PlatformContext,
  site: Bucket,
  distribution: Distribution,
): void {
  const values = {
    [siteParameters.bucket]: site.bucketName,
    [siteParameters.distribution]: distribution.distributionId,
  };
  new Parameters(stack, "site-configuration", { path, values });
}
