import type { Construct } from "constructs";
import { AwsStack } from "groundplan/core";
import type { Environment } from "../environments";
import { createMainContext } from "./environment/context";
import { createMonitoring, monitoredIn } from "./environment/monitoring";
import { createBackups } from "./environment/recovery";
import { createStores } from "./environment/region";
import { createBuckets } from "./environment/storage";
import { createTableCache } from "./environment/tables";
import { stackPropsOf } from "./names";

/** The main region of one environment. */
export class MainStack extends AwsStack<"us-east-1"> {
  constructor(scope: Construct, id: string, environment: Environment) {
    super(scope, id, stackPropsOf(environment, "us-east-1", environment.name));
    const context = createMainContext(this, environment);
    const buckets = createBuckets(context);
    const stores = createStores(context, buckets.documents);
    const tableCache = createTableCache(context, stores.tables, stores.network);
    const { vault, plan } = createBackups(context, { ...stores, buckets });
    const monitored = [...monitoredIn(stores, context), ...buckets.replications, vault, plan];
    createMonitoring(context, tableCache ? [...monitored, tableCache] : monitored);
  }
}
