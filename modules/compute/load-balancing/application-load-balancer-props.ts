import type { IConstruct } from "constructs";
import type { CertificateReference, Placement, RegionalProvider } from "../../core";
import type { LoadBalancerExposure } from "./exposure";

/** A bucket for access logs, such as a `Bucket` of `data/storage` with the intent `logs`. */
export interface AccessLogBucket {
  /** Name of a bucket in the load balancer's region. Elastic Load Balancing writes to SSE-S3 buckets only. */
  readonly bucketName: string;
  /**
   * Allows load balancers of the stack's account to write below `<prefix>/AWSLogs/`.
   *
   * @returns constructs that the load balancer waits for: it refuses a bucket that it cannot write to.
   */
  allowLoadBalancerLogs(prefix: string): readonly IConstruct[];
}

export interface ApplicationLoadBalancerProps {
  /**
   * Physical name of the load balancer and its security group, and prefix of its access logs: at most 32 letters,
   * digits and hyphens. Another name replaces the load balancer, with its DNS name.
   */
  readonly name: string;
  /** Subnets of at least two zones: public ones for `internet` and `cloudfront`, otherwise private ones. */
  readonly placement: Placement;
  /** Clients that reach the load balancer. A change between public and internal replaces it. */
  readonly exposure: LoadBalancerExposure;
  /**
   * Certificate of the HTTPS listeners, of the load balancer's region. Behind CloudFront it covers the name of the
   * origin.
   */
  readonly certificate: CertificateReference;
  /** Bucket of the access logs. */
  readonly accessLogs: AccessLogBucket;
  /**
   * ARN of a web ACL of scope REGIONAL, or `none`, such as behind CloudFront with a web ACL of its own.
   */
  readonly webAclArn: string;
  /**
   * Seconds after which an idle connection is closed: 1 to 4000. The keep-alive timeout of the application must be
   * longer, or clients receive 502. @default 60
   */
  readonly idleTimeoutSeconds?: number;
  /** Refuses every plan and every API call that would delete the load balancer with its DNS name. @default true */
  readonly deletionProtection?: boolean;
  /** Region of the load balancer and its provider. @default the stack's */
  readonly regional?: RegionalProvider;
}

export const APPLICATION_LOAD_BALANCER_DEFAULTS = {
  idleTimeoutSeconds: 60,
  deletionProtection: true,
} as const satisfies Partial<ApplicationLoadBalancerProps>;

/** Props after defaults. */
export type ApplicationLoadBalancerSettings = ApplicationLoadBalancerProps &
  Required<Pick<ApplicationLoadBalancerProps, keyof typeof APPLICATION_LOAD_BALANCER_DEFAULTS>>;
