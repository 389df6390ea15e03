import type { ITerraformDependable } from "cdktf";
import type { BucketReference, KeyReference, LogRetentionDays, RegionalProvider } from "../../core";

/** Bucket that receives the logs of CloudTrail and AWS Config. A `Bucket` is one. */
export interface AuditLogBucket {
  /** Physical name of the bucket. */
  readonly bucketName: string;
  /** Allows a service to write logs in the name of a resource, and returns the dependencies of the permission. */
  allowAuditLogsFrom(service: "cloudtrail" | "config", sourceArn: string): ITerraformDependable[];
}

export interface TrailProps {
  /** Physical name: 3 to 64 letters, digits, _ and -. Another name replaces the trail. */
  readonly name: string;
  /** Bucket of the account that receives the log files. */
  readonly bucket: AuditLogBucket;
  /** Key of the trail's region that encrypts the log files. Its policy admits CloudTrail. */
  readonly key: KeyReference;
  /** Key of the trail's region that encrypts the log group. */
  readonly logKey: KeyReference;
  /** Buckets whose reads and writes are recorded; each 100,000 events cost $0.10. @default none */
  readonly dataEvents?: readonly Pick<BucketReference, "bucketArn">[];
  /** Retention of the log group in days. @default 365 */
  readonly logRetentionDays?: LogRetentionDays;
  /** Refuses every plan that would delete the trail. @default true */
  readonly deletionProtection?: boolean;
  /** Home region of the trail and its provider. @default the stack's */
  readonly regional?: RegionalProvider;
}

export const TRAIL_DEFAULTS = {
  dataEvents: [],
  logRetentionDays: 365,
  deletionProtection: true,
} as const satisfies Partial<TrailProps>;

/** Props after defaults. */
export type TrailSettings = TrailProps & Required<Pick<TrailProps, keyof typeof TRAIL_DEFAULTS>>;
