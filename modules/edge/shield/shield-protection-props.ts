/** ARNs of resources by a name for each: kebab-case, and part of the construct id. */
type ArnsByName = Readonly<Record<string, string>>;

export interface ShieldProtectionProps {
  /** Prefix of the names of protections: with the name of the resource at most 128 characters. */
  readonly name: string;
  /**
   * `standard` creates nothing: AWS protects every account by Shield Standard without a setting. `advanced` creates a
   * protection for each resource.
   */
  readonly ddosProtection: "standard" | "advanced";
  /**
   * Fact about the account: `subscribed` once a person has subscribed to Shield Advanced, for a year and about $3,000 a
   * month. `advanced` requires it.
   */
  readonly subscription: "none" | "subscribed";
  /** CloudFront distributions. @default none */
  readonly distributions?: ArnsByName;
  /** Application Load Balancers. A Network Load Balancer is protected by its Elastic IP addresses. @default none */
  readonly loadBalancers?: ArnsByName;
  /** Hosted zones of Route 53: `arn:aws:route53:::hostedzone/<id>`. @default none */
  readonly hostedZones?: ArnsByName;
  /** Elastic IP addresses: `arn:aws:ec2:<region>:<account>:eip-allocation/<id>`. @default none */
  readonly elasticIps?: ArnsByName;
}
