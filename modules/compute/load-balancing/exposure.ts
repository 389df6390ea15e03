/** Header by which a load balancer recognizes requests from its own CloudFront distribution. */
export interface SecretHeader {
  /** Name of the header: at most 40 characters, such as `x-origin-secret`. */
  readonly name: string;
  /**
   * Accepted values, references and never literals: the one that CloudFront sends and, while it rotates, its
   * successor. One or two.
   */
  readonly values: readonly string[];
}

/** A load balancer with public addresses that every address of the internet reaches. HTTP redirects to HTTPS. */
export interface InternetExposure {
  /** Clients of the load balancer. */
  readonly from: "internet";
}

/**
 * A load balancer with public addresses that accepts HTTPS from CloudFront only: from its prefix list, which contains
 * the distributions of every AWS customer, and with a secret header. All other requests get a 403.
 */
export interface CloudFrontExposure {
  /** Clients of the load balancer. */
  readonly from: "cloudfront";
  /** Distinguishes the own distribution from those of others. */
  readonly secretHeader: SecretHeader;
  /**
   * Prefix list `com.amazonaws.global.cloudfront.origin-facing` of the region. @default the known one of us-east-1,
   * us-east-2 and us-west-2
   */
  readonly prefixListId?: string;
}

/**
 * An internal load balancer with a VPC origin, through which distributions of the account reach it. Its VPC needs an
 * internet gateway, although the load balancer has no public address.
 */
export interface VpcOriginExposure {
  /** Clients of the load balancer. */
  readonly from: "vpc-origin";
  /** Prefix list of CloudFront, as for `cloudfront`. @default the known one of us-east-1, us-east-2 and us-west-2 */
  readonly prefixListId?: string;
}

/** An internal load balancer that only the peers of `allowFrom` reach. */
export interface InternalExposure {
  /** Clients of the load balancer. */
  readonly from: "internal";
}

/** Clients that reach a load balancer. */
export type LoadBalancerExposure = InternetExposure | CloudFrontExposure | VpcOriginExposure | InternalExposure;

/** Exposures with CloudFront as the only client. */
export type CloudFrontAccess = CloudFrontExposure | VpcOriginExposure;

/** CloudFront's origin-facing prefix lists by region, as of August 2026. AWS assigns the ids. */
const CLOUDFRONT_PREFIX_LISTS: Readonly<Record<string, string>> = {
  "us-east-1": "pl-3b927c52",
  "us-east-2": "pl-b6a144df",
  "us-west-2": "pl-82a045eb",
};

/** Prefix list from which CloudFront reaches a load balancer in `region`; nothing if none is given or known. */
export function prefixListOf({ prefixListId }: CloudFrontAccess, region: string): string | undefined {
  return prefixListId ?? CLOUDFRONT_PREFIX_LISTS[region];
}

/** True if CloudFront is the only client. */
export function isCloudFrontOnly(exposure: LoadBalancerExposure): exposure is CloudFrontAccess {
  return exposure.from === "cloudfront" || exposure.from === "vpc-origin";
}

/** True if the load balancer has private addresses only. */
export function isInternal({ from }: LoadBalancerExposure): boolean {
  return from === "internal" || from === "vpc-origin";
}
