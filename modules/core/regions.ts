import { AwsProvider } from "@cdktf/provider-aws/lib/provider";

/** Regions of AWS, those of China and AWS GovCloud (US) last (AWS General Reference, 2026). */
export const AWS_REGIONS = [
  "us-east-1",
  "us-east-2",
  "us-west-1",
  "us-west-2",
  "ca-central-1",
  "ca-west-1",
  "mx-central-1",
  "sa-east-1",
  "eu-central-1",
  "eu-central-2",
  "eu-west-1",
  "eu-west-2",
  "eu-west-3",
  "eu-north-1",
  "eu-south-1",
  "eu-south-2",
  "il-central-1",
  "me-central-1",
  "me-south-1",
  "af-south-1",
  "ap-east-1",
  "ap-south-1",
  "ap-south-2",
  "ap-northeast-1",
  "ap-northeast-2",
  "ap-northeast-3",
  "ap-southeast-1",
  "ap-southeast-2",
  "ap-southeast-3",
  "ap-southeast-4",
  "ap-southeast-5",
  "ap-southeast-7",
  "cn-north-1",
  "cn-northwest-1",
  "us-gov-east-1",
  "us-gov-west-1",
] as const;

export type AwsRegion = (typeof AWS_REGIONS)[number];

/**
 * A provider whose type names its region. A module that AWS restricts to us-east-1 takes
 * `RegionalProvider<"us-east-1">`, so a provider of another region does not compile.
 */
export interface RegionalProvider<Region extends AwsRegion = AwsRegion> {
  /** Region of `provider`; another one than the provider's is refused. */
  readonly region: Region;
  /** Provider of every AWS resource of the construct. */
  readonly provider: AwsProvider;
}
