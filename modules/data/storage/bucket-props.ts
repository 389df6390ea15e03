import type { ITerraformDependable } from "cdktf";
import type { KeyReference, RegionalProvider } from "../../core";

/** Purposes of buckets. All but `logs` contain content and are versioned. */
export const BUCKET_INTENTS = ["website", "logs", "artifacts", "content"] as const;

export type BucketIntent = (typeof BUCKET_INTENTS)[number];

/** Bucket that receives the access logs of other buckets. */
export interface AccessLogBucket {
  readonly bucketName: string;
  /** Allows S3 to write the access logs of a bucket, and returns the dependencies of that permission. */
  allowAccessLogsFrom(sourceBucketName: string): ITerraformDependable[];
}

export interface BucketProps {
  /** Physical name, unique among all AWS accounts: 3 to 63 lower-case letters, digits and hyphens. */
  readonly name: string;
  /** `website` is read by a distribution, `logs` is written by log services, `artifacts` and `content` by roles. */
  readonly intent: BucketIntent;
  /** Region of the bucket and its provider; `key` and `accessLogsTo` are in the same region. @default the stack's */
  readonly regional?: RegionalProvider;
  /**
   * Key that encrypts objects; `"s3-managed"` (AES-256) opts out. That of a `website` must admit CloudFront. `logs` are
   * always `"s3-managed"`, because log services cannot use a key. @default "s3-managed" for `logs`, required for the
   * others
   */
  readonly key?: KeyReference | "s3-managed";
  /** Bucket of intent `logs` to which S3 writes the access log, below `<name>/`. @default no access log */
  readonly accessLogsTo?: AccessLogBucket;
  /** Days after which objects expire: 1 to 36500; not for `website`. @default 365 for `logs`, never for the others */
  readonly expireAfterDays?: number;
  /** Days after which replaced and deleted versions expire: 1 to 36500; not for `logs`. @default 90 */
  readonly noncurrentDays?: number;
  /** Value of the tag `backup`, by which backup plans select resources; `"none"` for no plan. @default "none" */
  readonly backup?: string;
  /** Refuses every plan that would delete the bucket, and never empties it. @default true */
  readonly deletionProtection?: boolean;
}

export const BUCKET_DEFAULTS = {
  noncurrentDays: 90,
  backup: "none",
  deletionProtection: true,
} as const satisfies Partial<BucketProps>;

/** Default of `expireAfterDays` for buckets of intent `logs`. */
export const LOG_EXPIRY_DAYS = 365;

export function isVersioned({ intent }: Pick<BucketProps, "intent">): boolean {
  return intent !== "logs";
}

/** Props after defaults. */
export type BucketSettings = BucketProps & Required<Pick<BucketProps, keyof typeof BUCKET_DEFAULTS>>;
