import { Canary } from "groundplan/observability";
import { names, siteOrigin } from "../names";
import type { MainContext } from "./context";
import { createBucket, type Buckets } from "./storage";

const RUNTIME = "syn-nodejs-3.1";

/**
 * A visitor who opens the application and reads the plans, every few minutes. The script is an object of the lake's
 * bucket, as those of jobs are. Its name has its hash, so that a new script is another object; artifacts expire.
 */
export function createCanary(context: MainContext, { logs, lake }: Pick<Buckets, "logs" | "lake">): Canary | undefined {
  const { stack, environment, prefix, keys } = context;
  const { canary } = environment;
  if (canary === "none") return undefined;
  const artifacts = createBucket(context, "canary", {
    intent: "content",
    key: keys.data,
    accessLogsTo: logs,
    expireAfterDays: 31,
  });
  return new Canary(stack, "visitor", {
    name: `${prefix}-visitor`,
    runtime: RUNTIME,
    code: { bucketName: lake.bucketName, key: `canaries/${RUNTIME}/${canary.scriptSha256}.zip` },
    handler: "visitor.handler",
    everyMinutes: canary.everyMinutes,
    artifacts,
    key: keys.data,
    environment: { SITE_URL: siteOrigin(environment), API_URL: `https://${names.apiDomain(environment)}` },
  });
}
