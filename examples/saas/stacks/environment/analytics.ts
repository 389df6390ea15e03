import { Crawler, DataCatalog } from "groundplan/analytics/catalog";
import { DatabaseConnection, EtlJob, SecurityConfiguration } from "groundplan/analytics/etl";
import { QueryWorkgroup } from "groundplan/analytics/queries";
import { BusinessIntelligence } from "groundplan/analytics/quicksight";
import { glueScript } from "../names";
import type { MainContext } from "./context";
import type { Monitored } from "./monitoring";
import type { Stores } from "./region";
import type { Buckets } from "./storage";

/** Gigabytes that a query may scan: 5 US dollars each terabyte. */
const SCANNED_GIGABYTES = 100;
/** First day of the folders of days. */
const FIRST_DAY = "2026-01-01";
/** Folder of the lake that the Glue job writes. */
const PLAN_DAYS = "plan-days/";
/** Folder of the documents with exports of the ledger, which the function `data` writes. */
const EXPORTS = "exports/";

export interface AnalyticsParts {
  readonly stores: Pick<Stores, "network" | "tables" | "database">;
  readonly buckets: Pick<Buckets, "documents" | "lake" | "results">;
}

/**
 * Analytics of the main region: the catalogue of the data lake, the crawler that discovers the columns of exports, the
 * workgroup for their queries, the Glue job from DynamoDB into lake and PostgreSQL, and QuickSight's data sources on
 * both where the account has a subscription.
 */
export function createAnalytics(context: MainContext, parts: AnalyticsParts): readonly Monitored[] {
  const { stack, environment, prefix, lakeKey } = context;
  const { deletionProtection } = environment;
  const catalog = createCatalog(context, parts.buckets);
  const encryption = new SecurityConfiguration(stack, "etl-encryption", { name: `${prefix}-etl`, key: lakeKey });
  const workgroup = new QueryWorkgroup(stack, "workgroup", {
    name: `${prefix}-analysts`,
    resultBucket: parts.buckets.results,
    resultKey: lakeKey,
    scannedGigabytesPerQuery: SCANNED_GIGABYTES,
    deletionProtection,
  });
  const crawler = new Crawler(stack, "exports-crawler", {
    name: `${prefix}-exports`,
    catalog,
    folders: { exports: { bucket: parts.buckets.documents, prefix: EXPORTS } },
    securityConfiguration: encryption,
    schedule: scheduleOf(context),
    tablePrefix: "crawled_",
    logRetentionDays: environment.logRetentionDays,
  });
  createDataSources(context, parts, workgroup);
  return [createJob(context, parts, encryption), crawler, workgroup];
}

/** Runs start where the region serves: after a failover the tables and the database of the main region are old. */
function scheduleOf({ serves, environment }: MainContext): string | undefined {
  return serves ? environment.etlSchedule : undefined;
}

function createCatalog({ stack, environment, prefix }: MainContext, { lake }: AnalyticsParts["buckets"]): DataCatalog {
  return new DataCatalog(stack, "catalog", {
    name: `${prefix.replaceAll("-", "_")}_lake`,
    description: "Payments by plan and day, and exports of the ledger",
    tables: {
      plan_days: {
        bucket: lake,
        prefix: PLAN_DAYS,
        format: "parquet",
        columns: { plan: "string", payments: "bigint", amount_cents: "bigint" },
        partitions: { day: { type: "date", format: "yyyy-MM-dd", from: FIRST_DAY } },
      },
    },
    deletionProtection: environment.deletionProtection,
  });
}

/** Adds up the table of payments every night, into the lake and into PostgreSQL. */
function createJob(context: MainContext, parts: AnalyticsParts, encryption: SecurityConfiguration): EtlJob {
  const { stack, environment, prefix } = context;
  const { lake } = parts.buckets;
  const { network, tables, database } = parts.stores;
  const { databaseName, instanceEndpoint: host, secret } = database;
  const connection = new DatabaseConnection(stack, "etl-connection", {
    name: `${prefix}-etl`,
    placement: network.workloadPlacement,
    database: { engine: "postgresql", host, databaseName, secret },
  });
  const job = new EtlJob(stack, "plan-days", {
    name: `${prefix}-plan-days`,
    script: { file: glueScript("plan_days_job.py") },
    pythonFiles: [glueScript("transform.py")],
    bucket: lake,
    securityConfiguration: encryption,
    arguments: {
      PAYMENTS_TABLE_ARN: tables.payments.tableArn,
      OUTPUT: `s3://${lake.bucketName}/${PLAN_DAYS}`,
      CONNECTION: connection.connectionName,
      DATABASE: databaseName,
    },
    schedule: scheduleOf(context),
    connection,
    logRetentionDays: environment.logRetentionDays,
  });
  job.readTable(tables.payments);
  job.writeTo(lake, PLAN_DAYS);
  database.instance.allowFrom(connection);
  return job;
}

function createDataSources(context: MainContext, { stores }: AnalyticsParts, { workgroupName }: QueryWorkgroup): void {
  const { stack, environment, prefix } = context;
  const { network, database } = stores;
  const { peer } = new BusinessIntelligence(stack, "business-intelligence", {
    name: prefix,
    subscribed: environment.quickSight === "subscribed",
    athena: { lake: { name: "Data lake", workgroupName } },
    databases: {
      ledger: {
        name: "Ledger",
        engine: "postgresql",
        host: database.instanceEndpoint,
        databaseName: database.databaseName,
        secretArn: database.secret.secretArn,
      },
    },
    placement: network.workloadPlacement,
  });
  if (peer) database.instance.allowFrom(peer);
}
