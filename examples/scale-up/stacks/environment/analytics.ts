import { DataCatalog } from "groundplan/analytics/catalog";
import { DatabaseConnection, EtlJob, SecurityConfiguration } from "groundplan/analytics/etl";
import { QueryWorkgroup } from "groundplan/analytics/queries";
import { BusinessIntelligence } from "groundplan/analytics/quicksight";
import type { Network } from "groundplan/network";
import { batch } from "../../functions/contract";
import type { Context } from "./context";
import type { Database } from "./data";
import type { Buckets } from "./storage";
import type { Tables } from "./tables";
import { glueScript } from "../names";

/** Gigabytes that a query may scan: 5 US dollars each terabyte. */
const SCANNED_GIGABYTES = 100;
/** First day of the lake's folders. */
const FIRST_DAY = "2026-01-01";
/** Folder of the lake that the Glue job writes. */
const PRODUCT_DAYS = "product-days/";

export interface AnalyticsParts {
  readonly network: Network;
  readonly buckets: Buckets;
  readonly tables: Tables;
  readonly database: Database;
}

export interface Analytics {
  readonly job: EtlJob;
  readonly workgroup: QueryWorkgroup;
}

/**
 * The catalogue of the data lake, the workgroup for its queries, the Glue job that fills lake and database, and
 * QuickSight's data sources on both where the account has a subscription.
 */
export function createAnalytics(context: Context, parts: AnalyticsParts): Analytics {
  const { stack, environment, keys } = context;
  const { projectName, deletionProtection } = environment;
  createCatalog(context, parts.buckets);
  const workgroup = new QueryWorkgroup(stack, "workgroup", {
    name: `${projectName}-analysts`,
    resultBucket: parts.buckets.results,
    resultKey: keys.lake,
    scannedGigabytesPerQuery: SCANNED_GIGABYTES,
    deletionProtection,
  });
  createDataSources(context, parts, workgroup);
  return { job: createJob(context, parts), workgroup };
}

function createDataSources(context: Context, parts: AnalyticsParts, { workgroupName }: QueryWorkgroup): void {
  const { stack, environment } = context;
  const { instance, secret } = parts.database;
  const { peer } = new BusinessIntelligence(stack, "business-intelligence", {
    name: environment.projectName,
    subscribed: environment.quickSight === "subscribed",
    athena: { lake: { name: "Data lake", workgroupName } },
    databases: {
      analytics: {
        name: "Analytics database",
        engine: "postgresql",
        host: instance.writerEndpoint,
        databaseName: instance.databaseName,
        secretArn: secret.secretArn,
      },
    },
    placement: parts.network.workloadPlacement,
  });
  if (peer) instance.allowFrom(peer);
}

function createCatalog({ stack, environment }: Context, { lake: bucket }: Buckets): void {
  const { projectName, deletionProtection } = environment;
  const partitions = { day: { type: "date", format: "yyyy-MM-dd", from: FIRST_DAY } } as const;
  const numbers = { views: "bigint", pieces: "bigint" };
  const json = { bucket, format: "json", partitions } as const;
  new DataCatalog(stack, "catalog", {
    name: `${projectName.replaceAll("-", "_")}_lake`,
    description: "Events of the shop and their aggregates",
    tables: {
      events: {
        ...json,
        prefix: batch.prefixes.events,
        columns: { type: "string", productid: "string", at: "string" },
      },
      aggregates: {
        ...json,
        prefix: batch.prefixes.aggregates,
        columns: { productid: "string", ...numbers, revenuecents: "bigint" },
      },
      product_days: {
        bucket,
        format: "parquet",
        partitions,
        prefix: PRODUCT_DAYS,
        columns: { product_id: "string", ...numbers, revenue_cents: "bigint" },
      },
    },
    deletionProtection,
  });
}

/** Joins the table of orders and the events of the lake every night, into the lake and into PostgreSQL. */
function createJob({ stack, environment, keys }: Context, parts: AnalyticsParts): EtlJob {
  const { lake } = parts.buckets;
  const { instance, secret } = parts.database;
  const connection = new DatabaseConnection(stack, "analytics-connection", {
    name: `${environment.projectName}-analytics`,
    placement: parts.network.workloadPlacement,
    database: { engine: "postgresql", host: instance.writerEndpoint, databaseName: instance.databaseName, secret },
  });
  const name = `${environment.projectName}-product-days`;
  const job = new EtlJob(stack, "product-days", {
    name,
    script: { file: glueScript("product_days_job.py") },
    pythonFiles: [glueScript("transform.py")],
    bucket: lake,
    securityConfiguration: new SecurityConfiguration(stack, "etl-encryption", { name, key: keys.lake }),
    arguments: {
      ORDERS_TABLE_ARN: parts.tables.Orders.tableArn,
      EVENTS: `s3://${lake.bucketName}/${batch.prefixes.events}*`,
      OUTPUT: `s3://${lake.bucketName}/${PRODUCT_DAYS}`,
      CONNECTION: connection.connectionName,
      DATABASE: instance.databaseName,
    },
    schedule: environment.etlSchedule,
    connection,
    logRetentionDays: environment.logRetentionDays,
  });
  job.readTable(parts.tables.Orders);
  job.readFrom(lake, batch.prefixes.events);
  job.writeTo(lake, PRODUCT_DAYS);
  instance.allowFrom(connection);
  return job;
}
