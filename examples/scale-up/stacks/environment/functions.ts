import { NodeFunction } from "groundplan/compute/functions";
import type { Table } from "groundplan/data/dynamodb";
import type { Distribution } from "groundplan/edge/cdn";
import type { Network } from "groundplan/network";
import {
  ORDERS_BY_CUSTOMER,
  UNPAID_ORDERS,
  functions as contract,
  type FunctionContract,
  type FunctionName,
  type Setting,
} from "../../functions/contract";
import type { Context } from "./context";
import type { Cache, Database } from "./data";
import type { Identity } from "./identity";
import type { Tables } from "./tables";
import { apiOrigins } from "../names";
import { accept } from "../waivers";

export type CodeFolders = Readonly<Record<FunctionName, string>>;

export interface FunctionParts {
  readonly network: Network;
  readonly tables: Tables;
  readonly database: Database;
  readonly cache: Cache;
  readonly identity: Identity;
  /** Serves product media. */
  readonly media: Distribution;
  /** Folders with the bundled code. */
  readonly code: CodeFolders;
}

export type Functions = Readonly<Record<FunctionName, NodeFunction>>;

/** The document's five functions in the VPC, and authorizer and expiry outside of it, each with a role of its own. */
export function createFunctions(context: Context, parts: FunctionParts): Functions {
  const values = settingValues(parts);
  const names = Object.keys(contract) as FunctionName[];
  const created = names.map((name) => [name, createFunction(context, name, { parts, values })] as const);
  const functions = Object.fromEntries(created) as Functions;
  grantIdentity(functions, parts.identity);
  grantTables(functions, parts.tables);
  grantStores(functions, parts);
  for (const name of ["auth", "feedback"] as const) {
    accept(functions[name], "function", "LAM-04", "The document has all five functions in the VPC");
  }
  return functions;
}

interface FunctionSettings {
  readonly parts: FunctionParts;
  readonly values: Readonly<Record<Setting, string>>;
}

function createFunction(context: Context, name: FunctionName, { parts, values }: FunctionSettings): NodeFunction {
  const { stack, environment, keys } = context;
  const { settings, timeoutSeconds, memoryMb, network }: FunctionContract = contract[name];
  const variables = Object.fromEntries(settings.map((setting) => [setting, values[setting]]));
  const fn = new NodeFunction(stack, `${name}-function`, {
    name: `${environment.projectName}-${name}`,
    code: { folder: parts.code[name] },
    environment: { ...variables, ENVIRONMENT: environment.name, ALLOW_ORIGIN: apiOrigins(environment).join(",") },
    placement: network === "vpc" ? parts.network.workloadPlacement : undefined,
    memoryMb,
    timeoutSeconds,
    logKey: keys.logs,
    logRetentionDays: environment.logRetentionDays,
  });
  fn.encryptEnvironment(keys.data);
  return fn;
}

function settingValues({ tables, database, cache, identity, media }: FunctionParts): Record<Setting, string> {
  return {
    USER_POOL_ID: identity.userPool.userPoolId,
    CLIENT_ID: identity.clientIds.join(","),
    CLIENT_SECRET_ARN: identity.client.secretArn,
    CUSTOMERS_TABLE: tables.Customers.tableName,
    ORDERS_TABLE: tables.Orders.tableName,
    FEEDBACK_TABLE: tables.Feedback.tableName,
    CACHE_ENDPOINT: cache.cluster.endpointAddress,
    CACHE_PORT: String(cache.cluster.port),
    CACHE_SECRET_ARN: cache.secret.secretArn,
    DATABASE_ENDPOINT: database.instance.writerEndpoint,
    DATABASE_PORT: "5432",
    DATABASE_NAME: database.instance.databaseName,
    DATABASE_SECRET_ARN: database.secret.secretArn,
    MEDIA_URL: media.url,
  };
}

/** Sign-up and sign-in are open calls of Cognito, which need no permission. */
function grantIdentity({ auth }: Functions, { userPool, client }: Identity): void {
  client.grantRead(auth);
  auth.addStatement({
    sid: "AddCustomersToTheirGroup",
    actions: ["cognito-idp:AdminAddUserToGroup"],
    resources: [userPool.userPoolArn],
  });
}

function grantTables({ auth, orders, feedback, payment, expiry }: Functions, tables: Tables): void {
  tables.Customers.grantActions(auth, ["UpdateItem"]);
  // A transaction needs the actions of its writes.
  tables.Orders.grantActions(orders, ["GetItem", "PutItem", "UpdateItem"]);
  grantQuery(orders, tables.Orders, ORDERS_BY_CUSTOMER);
  tables.Orders.grantActions(feedback, ["GetItem"]);
  tables.Feedback.grantActions(feedback, ["PutItem", "Query"]);
  tables.Orders.grantActions(payment, ["GetItem", "PutItem", "UpdateItem"]);
  tables.Orders.grantActions(expiry, ["GetItem", "UpdateItem"]);
  grantQuery(expiry, tables.Orders, UNPAID_ORDERS);
}

/** Allows queries of one index. */
function grantQuery(fn: NodeFunction, { tableArn }: Table, index: string): void {
  fn.addStatement({ sid: "QueryIndex", actions: ["dynamodb:Query"], resources: [`${tableArn}/index/${index}`] });
}

function grantStores({ orders, analytics, payment }: Functions, { cache, database }: FunctionParts): void {
  cache.cluster.allowFrom(orders);
  cache.cluster.grantConnect(orders);
  for (const fn of [analytics, payment]) {
    database.instance.allowFrom(fn);
    database.secret.grantRead(fn);
  }
}
