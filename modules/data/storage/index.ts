export { BUCKET_DEFAULTS, Bucket, type AccessLogBucket, type BucketProps } from "./bucket";
export { BUCKET_INTENTS, type BucketIntent } from "./bucket-rules";
