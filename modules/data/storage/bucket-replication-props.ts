import type { AwsRegion, KeyReference, RegionalProvider } from "../../core";

/** A bucket that receives copies. A `Bucket` of another region is one; another stack writes the values down. */
export interface ReplicaBucket {
  /** ARN of the bucket. */
  readonly bucketArn: string;
  /** Physical name of the bucket. */
  readonly bucketName: string;
  /** Region of the bucket. */
  readonly region: AwsRegion;
  /** False for a bucket without versions, which S3 refuses. */
  readonly isVersioned: boolean;
  /** Key of the bucket's region that encrypts the copies. @default S3 managed keys */
  readonly key?: KeyReference;
}

export interface BucketReplicationProps {
  /** Physical name of the role and the rule: at most 64 characters. */
  readonly name: string;
  /** Versioned bucket that is copied. */
  readonly source: ReplicaBucket;
  /** Versioned bucket of another region. */
  readonly destination: ReplicaBucket;
  /** Copies only objects whose key begins with it. @default all objects */
  readonly prefix?: string;
  /** `copied` hides the copy of a deleted object; versions are never deleted there. @default "copied" */
  readonly deleteMarkers?: "copied" | "ignored";
  /** Region of the source and its provider. @default the stack's */
  readonly regional?: RegionalProvider;
}

export const BUCKET_REPLICATION_DEFAULTS = {
  prefix: "",
  deleteMarkers: "copied",
} as const satisfies Partial<BucketReplicationProps>;
