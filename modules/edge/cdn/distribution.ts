import {
  CloudfrontDistribution,
  type CloudfrontDistributionDefaultCacheBehavior,
  type CloudfrontDistributionOrderedCacheBehavior,
  type CloudfrontDistributionOrigin,
  type CloudfrontDistributionViewerCertificate,
} from "@cdktf/provider-aws/lib/cloudfront-distribution";
import { CloudfrontFunction } from "@cdktf/provider-aws/lib/cloudfront-function";
import { CloudfrontOriginAccessControl } from "@cdktf/provider-aws/lib/cloudfront-origin-access-control";
import { Construct } from "constructs";
import { strictContentSecurityPolicy, withDefaults } from "../../core";
import { deliverAccessLogs } from "./access-logs";
import {
  DISTRIBUTION_DEFAULTS,
  accessControlName,
  accessLogName,
  headersPolicyName,
  routerName,
  type ApiOrigin,
  type CustomDomain,
  type DistributionProps,
} from "./distribution-props";
import { validateDistribution } from "./distribution-validation";
import { createSecurityHeaders } from "./security-headers";
import { siteRouterCode } from "./site-router";

/** Ids of AWS's managed policies, the same in every account. */
const CACHING_OPTIMIZED = "658327ea-f89d-4fab-a63d-7e88639e58f6";
const CACHING_DISABLED = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";
const ALL_VIEWER_EXCEPT_HOST_HEADER = "b689b0a8-53d0-40ab-baf2-68738e2966ac";

/**
 * Errors that CloudFront would cache for ten seconds whatever the origin says (developer guide, how long CloudFront
 * caches errors). The cache key has no query, cookie or header, so one client's error would answer all others.
 */
const UNCACHED_ERRORS = [500, 502, 503, 504] as const;

const SITE = "site";
const API = "api";

/**
 * A CloudFront distribution that serves a single-page site from a private bucket, and optionally an API on some paths
 * of the same origin, so that browsers need neither CORS nor third-party cookies.
 *
 * It has HTTPS only, security headers and access logs. API responses are not cached, errors included. Error responses
 * are not replaced by pages, because CloudFront could do so for the whole distribution only, the API included.
 */
export class Distribution extends Construct {
  readonly distributionArn: string;
  readonly distributionId: string;
  /** CloudFront's name of the distribution; with `hostedZoneId` the target of alias records. */
  readonly domainName: string;
  readonly hostedZoneId: string;
  readonly url: string;

  /** @throws InputError when CloudFront would refuse a name, path, domain, header or policy. */
  constructor(scope: Construct, id: string, props: DistributionProps) {
    validateDistribution(scope, id, props);
    super(scope, id);
    const { name, regional, site, customDomain, logBucket: bucket } = props;
    const distribution = this.createDistribution(props);
    this.distributionArn = distribution.arn;
    this.distributionId = distribution.id;
    this.domainName = distribution.domainName;
    this.hostedZoneId = distribution.hostedZoneId;
    this.url = `https://${customDomain?.names[0] ?? distribution.domainName}`;
    site.allowReadBy(this.distributionArn);
    deliverAccessLogs(this, { name: accessLogName(name), regional, resourceArn: this.distributionArn, bucket });
  }

  private createDistribution(props: DistributionProps): CloudfrontDistribution {
    const { name, api, customDomain, connectSources, ...settings } = withDefaults(props, DISTRIBUTION_DEFAULTS);
    const headersPolicyId = createSecurityHeaders(this, {
      name: headersPolicyName(name),
      contentSecurityPolicy: settings.contentSecurityPolicy ?? strictContentSecurityPolicy(connectSources),
      strictTransportSecurity: settings.strictTransportSecurity,
    });
    return new CloudfrontDistribution(this, "distribution", {
      comment: name,
      enabled: true,
      isIpv6Enabled: true,
      httpVersion: "http2and3",
      priceClass: settings.priceClass,
      aliases: customDomain && customDomain.names.length > 0 ? [...customDomain.names] : undefined,
      viewerCertificate: viewerCertificate(customDomain),
      webAclId: settings.webAclArn === "none" ? undefined : settings.webAclArn,
      defaultRootObject: "index.html",
      origin: [this.siteOrigin(props), ...(api ? [apiOrigin(api)] : [])],
      defaultCacheBehavior: this.siteBehavior(props, headersPolicyId),
      orderedCacheBehavior: api?.paths.map((path) => apiBehavior(path, headersPolicyId)),
      customErrorResponse: api && UNCACHED_ERRORS.map((errorCode) => ({ errorCode, errorCachingMinTtl: 0 })),
      restrictions: { geoRestriction: { restrictionType: "none" } },
      retainOnDelete: false,
      waitForDeployment: true,
    });
  }

  private siteOrigin({ name, site }: DistributionProps): CloudfrontDistributionOrigin {
    const accessControl = new CloudfrontOriginAccessControl(this, "site-access", {
      name: accessControlName(name),
      originAccessControlOriginType: "s3",
      signingBehavior: "always",
      signingProtocol: "sigv4",
    });
    return { originId: SITE, domainName: site.bucketRegionalDomainName, originAccessControlId: accessControl.id };
  }

  private siteBehavior(
    { name, api }: DistributionProps,
    responseHeadersPolicyId: string,
  ): CloudfrontDistributionDefaultCacheBehavior {
    const router = new CloudfrontFunction(this, "site-router", {
      name: routerName(name),
      runtime: "cloudfront-js-2.0",
      code: siteRouterCode(api?.paths ?? []),
      publish: true,
      // A function in use cannot be deleted: its successor must take over first.
      lifecycle: { createBeforeDestroy: true },
    });
    return {
      targetOriginId: SITE,
      viewerProtocolPolicy: "redirect-to-https",
      allowedMethods: ["GET", "HEAD", "OPTIONS"],
      cachedMethods: ["GET", "HEAD"],
      compress: true,
      cachePolicyId: CACHING_OPTIMIZED,
      responseHeadersPolicyId,
      functionAssociation: [{ eventType: "viewer-request", functionArn: router.arn }],
    };
  }
}

function apiOrigin(api: ApiOrigin): CloudfrontDistributionOrigin {
  const { domainName, originPath } = api;
  if ("vpcOriginId" in api) {
    return { originId: API, domainName, originPath, vpcOriginConfig: { vpcOriginId: api.vpcOriginId } };
  }
  return {
    originId: API,
    domainName,
    originPath,
    customHeader: [api.secretHeader],
    customOriginConfig: {
      httpPort: 80,
      httpsPort: 443,
      originProtocolPolicy: "https-only",
      originSslProtocols: ["TLSv1.2"],
    },
  };
}

function apiBehavior(pathPattern: string, responseHeadersPolicyId: string): CloudfrontDistributionOrderedCacheBehavior {
  return {
    pathPattern,
    targetOriginId: API,
    // Not redirected: a client that called by HTTP has already sent its credentials unencrypted, and must fail.
    viewerProtocolPolicy: "https-only",
    allowedMethods: ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"],
    cachedMethods: ["GET", "HEAD"],
    cachePolicyId: CACHING_DISABLED,
    // API Gateway selects the API by the Host header and answers 403 to the viewer's.
    originRequestPolicyId: ALL_VIEWER_EXCEPT_HOST_HEADER,
    responseHeadersPolicyId,
  };
}

function viewerCertificate(customDomain: CustomDomain | undefined): CloudfrontDistributionViewerCertificate {
  if (!customDomain) return { cloudfrontDefaultCertificate: true };
  return {
    acmCertificateArn: customDomain.certificate.certificateArn,
    sslSupportMethod: "sni-only",
    minimumProtocolVersion: "TLSv1.2_2021",
  };
}
