import { Canary } from "groundplan/observability";
import type { Bucket } from "groundplan/data/storage";
import { names, siteOrigin } from "../names";
import type { MainContext } from "./context";
import { createBucket } from "./storage";

const RUNTIME = "syn-nodejs-3.1";

/**
 * A visitor who opens the application and reads the plans, every few minutes. The script is an object of the bucket of
 * artifacts, whose name has its hash, so that a new script is another object.
 */
export function createCanary(context: MainContext, logs: Bucket): Canary | undefined {
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
    code: { bucketName: artifacts.bucketName, key: `canaries/${RUNTIME}/${canary.scriptSha256}.zip` },
    handler: "visitor.handler",
    everyMinutes: canary.everyMinutes,
    artifacts,
    key: keys.data,
    environment: { SITE_URL: siteOrigin(environment), API_URL: `https://${names.apiDomain(environment)}` },
  });
}
