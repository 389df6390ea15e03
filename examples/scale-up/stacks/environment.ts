import { Fn, TerraformOutput } from "cdktf";
import type { Construct } from "constructs";
import type { RestApi } from "groundplan/api/rest";
import { AwsStack } from "groundplan/core";
import type { Network } from "groundplan/network";
import type { StateMachine } from "groundplan/workflow";
import type { AccountSettings, Environment } from "../environments";
import { createAnalytics } from "./environment/analytics";
import { createApi } from "./environment/api";
import { createBatch } from "./environment/batch";
import { createContext } from "./environment/context";
import { createCache, createDatabase, type Cache, type Database } from "./environment/data";
import { createExpiry } from "./environment/expiry";
import { createFirewall } from "./environment/firewall";
import { createFunctions, type CodeFolders } from "./environment/functions";
import { createIdentity, type Identity } from "./environment/identity";
import { createCdnFirewall, createMedia } from "./environment/media";
import { createMonitoring } from "./environment/monitoring";
import { createNetwork } from "./environment/network";
import { createPayments } from "./environment/payments";
import { createBackups } from "./environment/recovery";
import { createShield } from "./environment/shield";
import { createSite, createZone } from "./environment/site";
import { createBuckets } from "./environment/storage";
import { createTables, type Tables } from "./environment/tables";
import { stackPropsOf } from "./names";

export interface ScaleUpProps {
  readonly environment: Environment;
  readonly account: AccountSettings;
  /** Folders with the bundled code of the functions. */
  readonly code: CodeFolders;
}

/**
 * One environment. The shop's pages call a REST API behind a web ACL. Functions in the VPC answer: they use the tables,
 * Redis and PostgreSQL; a state machine takes payments. A scheduled task and Glue jobs prepare the data of analytics.
 */
export class ScaleUpStack extends AwsStack {
  constructor(scope: Construct, id: string, { environment, account, code }: ScaleUpProps) {
    super(scope, id, stackPropsOf(environment, environment.name, account));
    const context = createContext(this, environment);
    const network = createNetwork(context);
    const buckets = createBuckets(context);
    const tables = createTables(context);
    const database = createDatabase(context, network);
    const cache = createCache(context, network);
    const identity = createIdentity(context);
    const cdnWebAcl = createCdnFirewall(context);
    const cdn = { buckets, webAcl: cdnWebAcl, zone: createZone(context) };
    const media = createMedia(context, cdn);
    const functions = createFunctions(context, { network, tables, database, cache, identity, media, code });
    const payments = createPayments(context, functions);
    const webAcl = createFirewall(context);
    const api = createApi(context, { functions, payments, identity, webAcl });
    const site = createSite(context, { ...cdn, api });
    const shield = createShield(context, { media, subscription: account.shieldAdvanced });
    const batch = createBatch(context, { network, database, buckets });
    createExpiry(context, functions, batch.unstarted);
    const analytics = createAnalytics(context, { network, buckets, tables, database });
    const backups = createBackups(context, { ...buckets, tables, database });
    const stores = { tables, database, cache };
    const edge = { api, site, shield, webAcl, cdnWebAcl };
    createMonitoring(context, { ...edge, ...stores, functions, payments, batch, analytics, backups });
    publishOutputs(this, { ...stores, api, identity, payments, network });
  }
}

interface PublishedParts {
  readonly api: RestApi;
  readonly identity: Identity;
  readonly tables: Tables;
  readonly payments: StateMachine;
  readonly cache: Cache;
  readonly database: Database;
  readonly network: Network;
}

/** Publishes the ten outputs of the source template, under its names. */
function publishOutputs(stack: AwsStack, parts: PublishedParts): void {
  const { api, identity, tables, payments, cache, database, network } = parts;
  const outputs = {
    ApiEndpoint: api.invokeUrl,
    CognitoUserPoolId: identity.userPool.userPoolId,
    CustomersTableName: tables.Customers.tableName,
    OrdersTableName: tables.Orders.tableName,
    FeedbackTableName: tables.Feedback.tableName,
    PaymentStateMachineArn: payments.stateMachineArn,
    RedisCacheEndpoint: cache.cluster.endpointAddress,
    AnalyticsDBEndpoint: database.instance.writerEndpoint,
    PublicSubnetIds: Fn.join(",", [...network.publicPlacement.subnetIds]),
    VpcId: network.vpcId,
  };
  Object.entries(outputs).forEach(([name, value]) => {
    new TerraformOutput(stack, kebabCase(name), { value }).overrideLogicalId(name);
  });
}

/** Construct id of an output, whose name is the document's: `VpcId` becomes `vpc-id`. */
function kebabCase(name: string): string {
  return name.replace(/(?<=[a-z])(?=[A-Z])/g, "-").toLowerCase();
}
