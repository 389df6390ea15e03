import type { CertificateReference, RegionalProvider } from "../../core";
import type { LogBucket } from "./access-logs";

/** The private bucket of the site's files. */
export interface SiteBucket {
  /** Physical name of the bucket. */
  readonly bucketName: string;
  /** ARN of the bucket. */
  readonly bucketArn: string;
  /** Host name of the bucket in its region, the origin of the distribution. */
  readonly bucketRegionalDomainName: string;
  /** Lets one distribution read objects. */
  allowReadBy(distributionArn: string): void;
}

interface ApiAddress {
  /** Host name of the API, without scheme and path. Its certificate covers it. */
  readonly domainName: string;
  /** Path that CloudFront puts before every request path: `/<stage>`, or empty. */
  readonly originPath: string;
  /** Path patterns of the API, such as `/api/*`; the first match decides. At least one. */
  readonly paths: readonly string[];
}

/** An API with public addresses. */
export interface PublicApiOrigin extends ApiAddress {
  /** Header by which the API recognizes requests from CloudFront. The value must be a reference, never a literal. */
  readonly secretHeader: { readonly name: string; readonly value: string };
}

/** An API behind an internal load balancer, which distributions of the account reach only. */
export interface VpcApiOrigin extends ApiAddress {
  /** Id of the VPC origin, such as `vpcOriginId` of an `ApplicationLoadBalancer`. */
  readonly vpcOriginId: string;
}

/** The API that the distribution serves on the same domain as the site. */
export type ApiOrigin = PublicApiOrigin | VpcApiOrigin;

export interface CustomDomain {
  /**
   * Names of the site, which the certificate must cover; the first is its URL. None for a distribution that another
   * one's alias can move to: CloudFront accepts a name once.
   */
  readonly names: readonly string[];
  /** Certificate of us-east-1, the only region that CloudFront reads certificates from. */
  readonly certificate: CertificateReference<"us-east-1">;
}

export interface DistributionProps {
  /** Prefix of all physical names: at most 48 characters. */
  readonly name: string;
  /** us-east-1, the region that CloudFront delivers its logs from. */
  readonly regional: RegionalProvider<"us-east-1">;
  /** Serves every path that is not of the API. */
  readonly site: SiteBucket;
  /** @default no API: a static site */
  readonly api?: ApiOrigin;
  /** ARN of a web ACL of scope CLOUDFRONT, or `none`. */
  readonly webAclArn: string;
  /** Bucket of the access logs. */
  readonly logBucket: LogBucket;
  /** @default CloudFront's own name and certificate, with which CloudFront chooses the TLS version */
  readonly customDomain?: CustomDomain;
  /**
   * Edge locations: North America and Europe (`100`), most of the world (`200`) or all. @default "PriceClass_100"
   */
  readonly priceClass?: "PriceClass_100" | "PriceClass_200" | "PriceClass_All";
  /** Content-Security-Policy of every response. @default the site's own origin and `connectSources` */
  readonly contentSecurityPolicy?: string;
  /**
   * Further origins that the site's scripts may call, such as the hosted sign-in pages. Not together with
   * `contentSecurityPolicy`. @default none
   */
  readonly connectSources?: readonly string[];
  /**
   * Hosts for which browsers insist on HTTPS for a year: the site's names only, or all names below them too. Choose
   * `host-and-subdomains` only if every host below the site's names serves HTTPS; never for a company's main domain.
   * @default "host"
   */
  readonly strictTransportSecurity?: "host" | "host-and-subdomains";
}

export const DISTRIBUTION_DEFAULTS = {
  priceClass: "PriceClass_100",
  connectSources: [],
  strictTransportSecurity: "host",
} as const;

export const routerName = (name: string): string => `${name}-site-router`;
export const headersPolicyName = (name: string): string => `${name}-security-headers`;
export const accessControlName = (name: string): string => `${name}-site`;
export const accessLogName = (name: string): string => `${name}-access-logs`;
