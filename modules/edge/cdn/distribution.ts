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
import type { CertificateReference, RegionalProvider } from "../../core";
import { deliverAccessLogs, type LogBucket } from "./access-logs";
import {
  accessControlName,
  accessLogName,
  headersPolicyName,
  routerName,
  validateDistribution,
} from "./distribution-validation";
import { createSecurityHeaders, strictContentSecurityPolicy } from "./security-headers";
import { SITE_ROUTER_CODE } from "./site-router";

/** The private bucket of the site's files. */
export interface SiteBucket {
  readonly bucketName: string;
  readonly bucketArn: string;
  readonly bucketRegionalDomainName: string;
  /** Lets one distribution read objects. */
  allowReadBy(distributionArn: string): void;
}

/** The API behind the same domain. */
export interface ApiOrigin {
  readonly domainName: string;
  /** What CloudFront puts before every path: `/<stage>`, or nothing. */
  readonly originPath: string;
  /** A header by which the API knows that a request came through here. The value must be a reference, never a literal. */
  readonly secretHeader: { readonly name: string; readonly value: string };
}

export interface CustomDomain {
  /** The site's names, which the certificate covers; the first is its URL. */
  readonly names: readonly string[];
  readonly certificate: CertificateReference<"us-east-1">;
}

export interface DistributionProps {
  /** Prefix of the physical names of what belongs to the distribution: at most 48 characters. */
  readonly name: string;
  readonly account: string;
  /** us-east-1, where CloudFront delivers its logs from. */
  readonly regional: RegionalProvider<"us-east-1">;
  /** Answers every path that is not the API's. */
  readonly site: SiteBucket;
  readonly api: ApiOrigin;
  /** Path patterns that go to the API, the first match deciding: `/api/*`. At least one. */
  readonly apiPaths: readonly string[];
  /** The firewall, a web ACL of scope CLOUDFRONT. */
  readonly webAclArn: string;
  /** Takes the access logs. */
  readonly logBucket: LogBucket;
  /** @default CloudFront's own name and certificate, with which CloudFront itself chooses the TLS version */
  readonly customDomain?: CustomDomain;
  /** Edge locations that serve: North America and Europe, most of the world, or all. @default "PriceClass_100" */
  readonly priceClass?: "PriceClass_100" | "PriceClass_200" | "PriceClass_All";
  /** The Content-Security-Policy of every answer. @default the site's own origin only, and what `connectSources` adds */
  readonly contentSecurityPolicy?: string;
  /** Other origins that the site's scripts may call, such as the hosted sign-in pages; not beside `contentSecurityPolicy`. @default none */
  readonly connectSources?: readonly string[];
}

export const DISTRIBUTION_DEFAULTS = {
  priceClass: "PriceClass_100",
  contentSecurityPolicy: strictContentSecurityPolicy([]),
  connectSources: [],
} as const;

/** Ids of AWS's managed policies, the same in every account. */
const CACHING_OPTIMIZED = "658327ea-f89d-4fab-a63d-7e88639e58f6";
const CACHING_DISABLED = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";
const ALL_VIEWER_EXCEPT_HOST_HEADER = "b689b0a8-53d0-40ab-baf2-68738e2966ac";

const SITE = "site";
const API = "api";

/**
 * The front door: a CloudFront distribution that serves a single-page site from a private bucket and an API below some paths of the same
 * origin, so that a browser needs neither CORS nor third-party cookies.
 *
 * Behind a firewall, over HTTPS only, with security headers and access logs. Answers of the API are never cached, and errors never turned
 * into pages: CloudFront could do so for the whole distribution only, and would hide the API's.
 */
export class Distribution extends Construct {
  readonly distributionArn: string;
  readonly distributionId: string;
  /** CloudFront's own name of the distribution; with `hostedZoneId` the target of alias records. */
  readonly domainName: string;
  readonly hostedZoneId: string;
  readonly url: string;

  /** @throws InputError when a name, path, domain, header or policy is not what CloudFront accepts. */
  constructor(scope: Construct, id: string, props: DistributionProps) {
    validateDistribution(scope, id, props);
    super(scope, id);
    const { name, account, regional, site, customDomain, logBucket: bucket } = props;
    const distribution = this.createDistribution(props);
    this.distributionArn = distribution.arn;
    this.distributionId = distribution.id;
    this.domainName = distribution.domainName;
    this.hostedZoneId = distribution.hostedZoneId;
    this.url = `https://${customDomain?.names[0] ?? distribution.domainName}`;
    site.allowReadBy(this.distributionArn);
    deliverAccessLogs(this, {
      name: accessLogName(name),
      account,
      regional,
      resourceArn: this.distributionArn,
      bucket,
    });
  }

  private createDistribution(props: DistributionProps): CloudfrontDistribution {
    const { name, apiPaths, customDomain } = props;
    const { connectSources = DISTRIBUTION_DEFAULTS.connectSources } = props;
    const contentSecurityPolicy = props.contentSecurityPolicy ?? strictContentSecurityPolicy(connectSources);
    const headersPolicyId = createSecurityHeaders(this, headersPolicyName(name), contentSecurityPolicy);
    return new CloudfrontDistribution(this, "distribution", {
      comment: name,
      enabled: true,
      isIpv6Enabled: true,
      httpVersion: "http2and3",
      priceClass: props.priceClass ?? DISTRIBUTION_DEFAULTS.priceClass,
      aliases: customDomain && [...customDomain.names],
      viewerCertificate: viewerCertificate(customDomain),
      webAclId: props.webAclArn,
      defaultRootObject: "index.html",
      origin: [this.siteOrigin(props), apiOrigin(props.api)],
      defaultCacheBehavior: this.siteBehavior(name, headersPolicyId),
      orderedCacheBehavior: apiPaths.map((path) => apiBehavior(path, headersPolicyId)),
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

  private siteBehavior(name: string, responseHeadersPolicyId: string): CloudfrontDistributionDefaultCacheBehavior {
    const router = new CloudfrontFunction(this, "site-router", {
      name: routerName(name),
      runtime: "cloudfront-js-2.0",
      code: SITE_ROUTER_CODE,
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

function apiOrigin({ domainName, originPath, secretHeader }: ApiOrigin): CloudfrontDistributionOrigin {
  return {
    originId: API,
    domainName,
    originPath,
    customHeader: [secretHeader],
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
    // Not redirected: a client that called by HTTP has already sent its credentials in clear, and should notice.
    viewerProtocolPolicy: "https-only",
    allowedMethods: ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"],
    cachedMethods: ["GET", "HEAD"],
    cachePolicyId: CACHING_DISABLED,
    // API Gateway tells APIs apart by the Host header and answers 403 to the viewer's.
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
