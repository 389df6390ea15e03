import type { Construct } from "constructs";
import { DataCatalog } from "../../modules/analytics/catalog";
import { QueryWorkgroup } from "../../modules/analytics/queries";
import { partitionOf, type AwsRegion, type KeyReference, type RegionalProvider } from "../../modules/core";

/** Every interface of props of analytics with `regional`, and a construct with it. */
export function analyticsIn(region: AwsRegion, key: KeyReference) {
  const partition = partitionOf(region);
  const bucket = { bucketName: "shop-lake", bucketArn: `arn:${partition}:s3:::shop-lake`, key };
  const name = "shop";

  return {
    DataCatalogProps: (scope: Construct, regional?: RegionalProvider) => {
      const files = { bucket, prefix: "orders/", format: "json" } as const;
      const tables = { orders: { ...files, columns: { id: "string" } } };
      return new DataCatalog(scope, "catalog", { name, tables, catalogKey: key, regional });
    },
    QueryWorkgroupProps: (scope: Construct, regional?: RegionalProvider) =>
      new QueryWorkgroup(scope, "workgroup", {
        name,
        resultBucket: bucket,
        resultKey: key,
        scannedGigabytesPerQuery: 1,
        namedQueries: { one: { databaseName: "shop", sql: "SELECT 1" } },
        regional,
      }),
  };
}
