import type { Construct } from "constructs";
import { Crawler, DataCatalog } from "../../modules/analytics/catalog";
import { DatabaseConnection, EtlJob, SecurityConfiguration } from "../../modules/analytics/etl";
import { QueryWorkgroup } from "../../modules/analytics/queries";
import { BusinessIntelligence } from "../../modules/analytics/quicksight";
import { partitionOf, type AwsRegion, type KeyReference, type RegionalProvider } from "../../modules/core";

/** Every interface of props of analytics with `regional`, and a construct with it. */
export function analyticsIn(region: AwsRegion, key: KeyReference) {
  const partition = partitionOf(region);
  const bucket = { bucketName: "shop-lake", bucketArn: `arn:${partition}:s3:::shop-lake`, key };
  const name = "shop";
  const placement = { vpcId: "vpc-0a1b", subnetIds: ["subnet-0a"], availabilityZones: [`${region}a`] };
  const encryption = (scope: Construct, regional?: RegionalProvider) =>
    new SecurityConfiguration(scope, "encryption", { name, key, regional });

  return {
    BusinessIntelligenceProps: (scope: Construct, regional?: RegionalProvider) =>
      new BusinessIntelligence(scope, "reports", {
        name,
        subscribed: true,
        athena: { lake: { name: "Lake", workgroupName: "shop" } },
        placement: {
          vpcId: "vpc-0a1b",
          subnetIds: ["subnet-0a", "subnet-0b"],
          availabilityZones: [`${region}a`, `${region}b`],
        },
        regional,
      }),
    CrawlerProps: (scope: Construct, regional?: RegionalProvider) =>
      new Crawler(scope, "crawler", {
        name,
        catalog: { databaseName: "shop", grantReadWrite: () => {} },
        folders: { orders: { bucket, prefix: "orders/" } },
        securityConfiguration: encryption(scope, regional),
        regional,
      }),
    DatabaseConnectionProps: (scope: Construct, regional?: RegionalProvider) =>
      new DatabaseConnection(scope, "connection", { name, placement, regional }),
    EtlJobProps: (scope: Construct, regional?: RegionalProvider) =>
      new EtlJob(scope, "job", {
        name,
        script: { key: "orders-3f2a9c1b.py" },
        bucket,
        securityConfiguration: encryption(scope, regional),
        connection: new DatabaseConnection(scope, "connection", { name, placement, regional }),
        schedule: "cron(0 3 * * ? *)",
        regional,
      }),
    SecurityConfigurationProps: (scope: Construct, regional?: RegionalProvider) => encryption(scope, regional),
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
