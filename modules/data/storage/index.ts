export { Bucket } from "./bucket";
export type { BucketAccess } from "./bucket-access";
export { BucketReplication } from "./bucket-replication";
export {
  BUCKET_REPLICATION_DEFAULTS,
  type BucketReplicationProps,
  type ReplicaBucket,
} from "./bucket-replication-props";
export {
  BUCKET_DEFAULTS,
  BUCKET_INTENTS,
  type AccessLogBucket,
  type BucketIntent,
  type BucketProps,
  type CorsRule,
} from "./bucket-props";
