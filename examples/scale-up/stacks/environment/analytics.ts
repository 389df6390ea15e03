import { DataCatalog } from "groundplan/analytics/catalog";
import { QueryWorkgroup } from "groundplan/analytics/queries";
import type { Context } from "./context";
import type { Buckets } from "./storage";

/** Gigabytes that a query may scan: 5 US dollars each terabyte. */
const SCANNED_GIGABYTES = 100;

export interface Analytics {
  readonly catalog: DataCatalog;
  readonly workgroup: QueryWorkgroup;
}

/** The catalogue of the data lake, and Athena's workgroup for its queries. */
export function createAnalytics({ stack, environment, keys }: Context, { results }: Buckets): Analytics {
  const { projectName, deletionProtection } = environment;
  const catalog = new DataCatalog(stack, "catalog", {
    name: `${projectName.replaceAll("-", "_")}_lake`,
    description: "Events of the shop and their aggregates",
    deletionProtection,
  });
  const workgroup = new QueryWorkgroup(stack, "workgroup", {
    name: `${projectName}-analysts`,
    resultBucket: results,
    resultKey: keys.lake,
    scannedGigabytesPerQuery: SCANNED_GIGABYTES,
    deletionProtection,
  });
  return { catalog, workgroup };
}
