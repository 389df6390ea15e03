import type { AwsRegion } from "../regions";

/** Stages of an environment, from the least to the most strictly judged one. */
export const STAGES = ["development", "pre-production", "production"] as const;

/** Purpose of an environment, whatever its name. */
export type Stage = (typeof STAGES)[number];

/** S3 bucket and key of a stack's state. */
export interface StateLocation {
  /** Bucket of the state, with versioning. */
  readonly bucket: string;
  /** Region of the bucket, which may differ from the stack's. */
  readonly region: AwsRegion;
  /** ARN or alias of the KMS key that encrypts the state. */
  readonly kmsKeyId: string;
}

export interface AwsStackProps<Region extends AwsRegion = AwsRegion> {
  /** Account id of 12 digits. Terraform refuses to apply the stack to any other account. */
  readonly account: string;
  /** Region of the stack's default provider. */
  readonly region: Region;
  /** Tags of every resource, set by the provider. `Environment`, `Project` and `Owner` are required. */
  readonly tags: Readonly<Record<string, string>>;
  /**
   * Purpose of the environment, published as the output `environment-stage`: configurations and plans contain it, so
   * that checks need no naming scheme. @default no output, for a stack of no environment
   */
  readonly stage?: Stage;
  /**
   * Location of the state. `local` is the file `terraform.<stack id>.tfstate` next to the output folder: only for the
   * stack that creates the state bucket, before its first apply.
   */
  readonly state: StateLocation | "local";
  /** ARN of the managed policy that bounds every IAM role of the stack without a boundary. @default no boundary */
  readonly permissionsBoundaryArn?: string;
}
