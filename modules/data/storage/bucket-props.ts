import type { ITerraformDependable } from "cdktf";
import type { KeyReference, RegionalProvider } from "../../core";

/** Purposes of buckets. All but `logs` contain content and are versioned. */
export const BUCKET_INTENTS = ["website", "logs", "artifacts", "content"] as const;

export type BucketIntent = (typeof BUCKET_INTENTS)[number];

/** Bucket that receives the access logs of other buckets. */
export interface AccessLogBucket {
  /** Physical name of the bucket, in the region of the other buckets. */
  readonly bucketName: string;
  /** Allows S3 to write the access logs of a bucket, and returns the dependencies of that permission. */
  allowAccessLogsFrom(sourceBucketName: string): ITerraformDependable[];
}

export interface CorsRule {
  /** Origins of pages whose browsers may send requests, such as `https://shop.example.com`: at least one. */
  readonly allowedOrigins: readonly string[];
  /** At least one. */
  readonly allowedMethods: readonly ("DELETE" | "GET" | "HEAD" | "POST" | "PUT")[];
  /** Request headers that a preflight may name. @default none */
  readonly allowedHeaders?: readonly string[];
  /** Response headers that scripts may read, such as `ETag`. @default none */
  readonly exposeHeaders?: readonly string[];
  /** Seconds for which browsers cache the answer to a preflight. @default the browser's own */
  readonly maxAgeSeconds?: number;
}

export interface BucketProps {
  /** Physical name, unique among all AWS accounts: 3 to 63 lower-case letters, digits and hyphens. */
  readonly name: string;
  /** `website` is read by a distribution, `logs` is written by log services, `artifacts` and `content` by roles. */
  readonly intent: BucketIntent;
  /** Region of the bucket and its provider; `key` and `accessLogsTo` are in the same region. @default the stack's */
  readonly regional?: RegionalProvider;
  /**
   * Key that encrypts objects; `"s3-managed"` (AES-256) opts out. That of a `website` must admit CloudFront. `logs`
   * are always `"s3-managed"`, because log services cannot use a key. @default "s3-managed" for `logs`, required for
   * the others
   */
  readonly key?: KeyReference | "s3-managed";
  /** Bucket of intent `logs` to which S3 writes the access log, below `<name>/`. @default no access log */
  readonly accessLogsTo?: AccessLogBucket;
  /** Days after which objects expire: 1 to 36500; not for `website`. @default 365 for `logs`, never for the others */
  readonly expireAfterDays?: number;
  /** Days after which replaced and deleted versions expire: 1 to 36500; not for `logs`. @default 90 */
  readonly noncurrentDays?: number;
  /**
   * Days for which S3 refuses to delete a version (object lock in governance mode): 1 to 36500; not for `logs`. A later
   * change from or to no lock replaces the bucket. @default no lock
   */
  readonly lockDays?: number;
  /** Days after which objects move to the storage class Standard-IA: 30 or more (S3 lifecycle). @default never */
  readonly infrequentAccessAfterDays?: number;
  /** Rules for requests from browsers of other origins: at most 100 (S3 quota). @default no other origin */
  readonly cors?: readonly CorsRule[];
  /** Value of the tag `backup`, by which backup plans select resources; `"none"` for no plan. @default "none" */
  readonly backup?: string;
  /** Refuses every plan that would delete the bucket, and never empties it. @default true */
  readonly deletionProtection?: boolean;
}

export const BUCKET_DEFAULTS = {
  noncurrentDays: 90,
  cors: [],
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
