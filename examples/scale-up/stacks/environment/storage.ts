import { Bucket, type BucketProps } from "groundplan/data/storage";
import type { Context } from "./context";
import { apiOrigins } from "../names";

export interface Buckets {
  /** Product media, which CloudFront serves. */
  readonly media: Bucket;
  /** Data lake of analytics: raw data, the results of jobs, and their scripts. */
  readonly lake: Bucket;
  /** Results of Athena's queries, which expire. */
  readonly results: Bucket;
  /** Access logs of the other buckets. */
  readonly logs: Bucket;
}

/** Days that results of queries are kept. */
const RESULT_DAYS = 30;
/** Days after which objects of the lake move to cheaper storage. */
const LAKE_DAYS = 90;

/** The document's buckets for product media and the data lake, and those that queries and logs need. */
export function createBuckets(context: Context): Buckets {
  const { keys, environment } = context;
  const { projectName, logRetentionDays } = environment;
  const logs = createBucket(context, "logs", { intent: "logs", expireAfterDays: logRetentionDays });
  const content = { intent: "content", accessLogsTo: logs } as const;
  return {
    logs,
    media: createBucket(context, "media", {
      ...content,
      key: keys.data,
      backup: projectName,
      cors: [
        {
          allowedOrigins: apiOrigins(environment),
          allowedMethods: ["GET", "PUT"],
          allowedHeaders: ["content-type"],
          exposeHeaders: ["ETag"],
          maxAgeSeconds: 3_600,
        },
      ],
    }),
    lake: createBucket(context, "lake", {
      ...content,
      key: keys.lake,
      backup: projectName,
      infrequentAccessAfterDays: LAKE_DAYS,
    }),
    results: createBucket(context, "query-results", { ...content, key: keys.lake, expireAfterDays: RESULT_DAYS }),
  };
}

export function createBucket({ stack, environment }: Context, id: string, props: Omit<BucketProps, "name">): Bucket {
  const { projectName, deletionProtection } = environment;
  return new Bucket(stack, id, { name: `${projectName}-${id}-${stack.account}`, deletionProtection, ...props });
}
