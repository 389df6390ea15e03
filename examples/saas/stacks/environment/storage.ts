import { Bucket, BucketReplication, type BucketProps, type ReplicaBucket } from "groundplan/data/storage";
import { names } from "../names";
import type { Context, MainContext } from "./context";

/** Bucket of documents, media and exports: that of the main region, or its copy in the standby. */
export type Documents = Bucket | ReturnType<typeof Bucket.fromName>;

export interface Buckets {
  /** Documents of customers, media, and exports of the ledger. */
  readonly documents: Bucket;
  /** Data lake of analytics: raw data, the results of jobs, and their scripts. */
  readonly lake: Bucket;
  /** Results of Athena's queries, which expire. */
  readonly results: Bucket;
  /** Access logs of the other buckets. */
  readonly logs: Bucket;
  /** Copies of documents and of the lake in the second region, where there is one. */
  readonly replications: readonly BucketReplication[];
}

/** Days that results of queries are kept. */
const RESULT_DAYS = 30;
/** Days after which objects move to cheaper storage. */
const INFREQUENT_DAYS = 90;

/** Settings that a bucket and its copy share. */
export const CONTENT = { intent: "content", infrequentAccessAfterDays: INFREQUENT_DAYS } as const;

/** Buckets that the second region has a copy of, by construct id. */
export const COPIED_BUCKETS = ["documents", "lake"] as const;

/** The buckets of the main region. */
export function createBuckets(context: MainContext): Buckets {
  const { keys, lakeKey, environment } = context;
  const { prefix: backup, site, logRetentionDays } = environment;
  const logs = createBucket(context, "logs", { intent: "logs", expireAfterDays: logRetentionDays });
  const content = { ...CONTENT, accessLogsTo: logs, backup };
  const documents = createBucket(context, "documents", {
    ...content,
    key: keys.data,
    cors: [
      {
        allowedOrigins: [`https://${site.domainName}`],
        allowedMethods: ["GET", "PUT"],
        allowedHeaders: ["content-type"],
        exposeHeaders: ["ETag"],
        maxAgeSeconds: 3_600,
      },
    ],
  });
  const lake = createBucket(context, "lake", { ...content, key: lakeKey });
  const results = createBucket(context, "query-results", {
    intent: "content",
    key: lakeKey,
    accessLogsTo: logs,
    expireAfterDays: RESULT_DAYS,
  });
  return { documents, lake, results, logs, replications: replicate(context, { documents, lake }) };
}

/** Copies new objects into the buckets of the recovery stack within 15 minutes. */
function replicate(
  context: MainContext,
  sources: Readonly<Record<(typeof COPIED_BUCKETS)[number], Bucket>>,
): BucketReplication[] {
  const { stack, environment, prefix, copiesKey } = context;
  if (!copiesKey) return [];
  return COPIED_BUCKETS.map((id) => {
    const bucketName = names.bucketCopy(environment, id);
    const destination: ReplicaBucket = {
      bucketName,
      bucketArn: `arn:aws:s3:::${bucketName}`,
      region: "us-west-2",
      isVersioned: true,
      key: copiesKey,
    };
    return new BucketReplication(stack, `${id}-replication`, {
      name: `${prefix}-${id}`,
      source: sources[id],
      destination,
    });
  });
}

/** The copy of the documents, which the standby reads and writes. */
export function copyOfDocuments({ stack, environment, copiesKey }: Context): Documents {
  return Bucket.fromName(stack, "documents", names.bucketCopy(environment, "documents"), copiesKey);
}

export function createBucket(
  { stack, environment, prefix }: Context,
  id: string,
  props: Omit<BucketProps, "name">,
): Bucket {
  const { deletionProtection } = environment;
  return new Bucket(stack, id, { name: `${prefix}-${id}-${stack.account}`, deletionProtection, ...props });
}
