export { Bucket } from "./bucket";
export type { BucketAccess } from "./bucket-access";
export {
  BUCKET_DEFAULTS,
  BUCKET_INTENTS,
  type AccessLogBucket,
  type BucketIntent,
  type BucketProps,
  type CorsRule,
} from "./bucket-props";
