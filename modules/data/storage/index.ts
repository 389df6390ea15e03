export { Bucket } from "./bucket";
export {
  BUCKET_DEFAULTS,
  BUCKET_INTENTS,
  type AccessLogBucket,
  type BucketIntent,
  type BucketProps,
} from "./bucket-props";
