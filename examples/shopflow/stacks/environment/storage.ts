import type { RegionalProvider } from "groundplan/core";
import { Bucket, BucketReplication, type BucketProps } from "groundplan/data/storage";
import type { Context } from "./context";

export interface Buckets {
  /** Static files of the storefront. */
  readonly site: Bucket;
  /** Product images. */
  readonly images: Bucket;
  /** Access logs of CloudFront, of the load balancer and of the other buckets. */
  readonly logs: Bucket;
  readonly replication: BucketReplication;
}

/** The document's three buckets. Product images, which no build can create again, are copied to another region. */
export function createBuckets(context: Context): Buckets {
  const { keys, recovery, environment } = context;
  const logs = createLogBucket(context, "logs");
  const site = createBucket(context, "site", { intent: "website", key: keys.site, accessLogsTo: logs });
  const images = createBucket(context, "images", { intent: "content", key: keys.data, accessLogsTo: logs });
  const copies = createBucket(context, "image-copies", {
    intent: "content",
    key: keys.copies,
    accessLogsTo: createLogBucket(context, "copy-logs", recovery),
    regional: recovery,
  });
  const replication = new BucketReplication(context.stack, "image-replication", {
    name: `${environment.prefix}-images`,
    source: images,
    destination: copies,
  });
  return { site, images, logs, replication };
}

function createLogBucket(context: Context, id: string, regional?: RegionalProvider): Bucket {
  const expireAfterDays = context.environment.logRetentionDays;
  return createBucket(context, id, { intent: "logs", expireAfterDays, regional });
}

function createBucket({ stack, environment }: Context, id: string, props: Omit<BucketProps, "name">): Bucket {
  const { prefix, deletionProtection } = environment;
  return new Bucket(stack, id, { name: `${prefix}-${id}-${stack.account}`, deletionProtection, ...props });
}
