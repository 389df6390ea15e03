import type { ItemAction } from "groundplan/data/dynamodb";
import { NodeFunction } from "groundplan/compute/functions";
import { GeneratedSecret, SecretRotation, type SecretReference } from "groundplan/security";
import {
  SUBSCRIPTIONS_BY_PAYPAL_TOKEN,
  SUBSCRIPTIONS_BY_RENEWAL,
  USERS_BY_EMAIL,
  functions as contract,
  keysVariable,
  queues,
  type FunctionContract,
  type FunctionName,
  type Setting,
  type TableName,
  type WorkflowName,
} from "../../functions/contract";
import { siteOrigin } from "../names";
import type { Context } from "./context";
import type { Events } from "./events";
import type { SignIn } from "./identity";
import type { Messaging } from "./messaging";
import type { Stores } from "./region";
import { workflowArn } from "./workflow-arn";

export type CodeFolders = Readonly<Record<FunctionName, string>>;

export interface FunctionParts {
  readonly stores: Stores;
  readonly signIn: SignIn;
  readonly messaging: Messaging;
  readonly events: Events;
  /** Credentials of PayPal, which a person enters. */
  readonly payPalSecret: SecretReference;
  /** Folders with the bundled code. */
  readonly code: CodeFolders;
}

export type Functions = Readonly<Record<FunctionName, NodeFunction>>;

/** PayPal's API and the hosts of its certificates, for payments of money or of the sandbox. */
const PAYPAL = {
  live: { url: "https://api-m.paypal.com", hosts: "api.paypal.com" },
  sandbox: { url: "https://api-m.sandbox.paypal.com", hosts: "api.sandbox.paypal.com" },
} as const;

/** Functions by domain, each with a role of its own. Those that reach the cache or the database are in the VPC. */
export function createFunctions(context: Context, parts: FunctionParts): Functions {
  const values = settingValues(context, parts);
  const names = Object.keys(contract) as FunctionName[];
  const created = names.map((name) => [name, createFunction(context, name, { parts, values })] as const);
  const functions = Object.fromEntries(created) as Functions;
  grantTables(functions, parts.stores);
  grantIndexes(functions, parts.stores);
  grantStores(functions, parts);
  rotatePassword(context, functions, parts.stores);
  grantMessages(context, functions, parts);
  grantIdentity(context, functions, parts.signIn);
  grantWorkflows(context, functions);
  return functions;
}

interface FunctionSettings {
  readonly parts: FunctionParts;
  readonly values: Readonly<Record<Setting, string>>;
}

function createFunction(context: Context, name: FunctionName, { parts, values }: FunctionSettings): NodeFunction {
  const { stack, environment, prefix, keys } = context;
  const { settings, timeoutSeconds, memoryMb, network }: FunctionContract = contract[name];
  const variables = Object.fromEntries(settings.map((setting) => [setting, values[setting]]));
  if (name === "authorizer" && parts.signIn.keys) variables[keysVariable] = parts.signIn.keys;
  const fn = new NodeFunction(stack, `${name}-function`, {
    name: `${prefix}-${name}`,
    code: { folder: parts.code[name] },
    environment: { ...variables, ENVIRONMENT: environment.name, ALLOW_ORIGIN: siteOrigin(environment) },
    placement: network === "vpc" ? parts.stores.network.workloadPlacement : undefined,
    memoryMb,
    timeoutSeconds,
    concurrency: concurrencyOf(context, name),
    logKey: keys.logs,
    logRetentionDays: environment.logRetentionDays,
  });
  fn.encryptEnvironment(keys.data);
  return fn;
}

/** Reserved in every environment that reserves; initialized in advance only where the region serves. */
function concurrencyOf(
  { environment, serves }: Context,
  name: FunctionName,
): FunctionContract["concurrency"] | undefined {
  if (environment.concurrency === "shared") return undefined;
  const { reserved, provisioned }: FunctionContract["concurrency"] = contract[name].concurrency;
  return serves ? { reserved, provisioned } : { reserved };
}

function settingValues(context: Context, parts: FunctionParts): Record<Setting, string> {
  const { environment } = context;
  const { stores, signIn, messaging, events } = parts;
  const { tables, database, cache, documents } = stores;
  const payPal = PAYPAL[environment.payPal];
  return {
    USER_POOL_ID: signIn.userPoolId,
    CLIENT_ID: signIn.clientId,
    USERS_TABLE: tables.users.tableName,
    SUBSCRIPTIONS_TABLE: tables.subscriptions.tableName,
    PAYMENTS_TABLE: tables.payments.tableName,
    EVENTS_TABLE: tables.events.tableName,
    CACHE_ENDPOINT: cache.cluster.endpointAddress,
    CACHE_PORT: String(cache.cluster.port),
    CACHE_SECRET_ARN: cache.secret.secretArn,
    DATABASE_ENDPOINT: database.endpoint,
    DATABASE_INSTANCE_ENDPOINT: database.instanceEndpoint,
    DATABASE_PORT: "5432",
    DATABASE_NAME: database.databaseName,
    DATABASE_SECRET_ARN: database.secret.secretArn,
    EXPORTS_BUCKET: documents.bucketName,
    PAYPAL_URL: payPal.url,
    PAYPAL_CERTIFICATE_HOSTS: payPal.hosts,
    PAYPAL_SECRET_ARN: parts.payPalSecret.secretArn,
    EVENT_BUS_NAME: events.bus.eventBusName,
    LEDGER_QUEUE_URL: messaging.queues.ledger.queueUrl,
    CREATE_STATE_MACHINE_ARN: workflowArn(context, "create"),
    RENEW_STATE_MACHINE_ARN: workflowArn(context, "renew"),
    CANCEL_STATE_MACHINE_ARN: workflowArn(context, "cancel"),
    CHANGE_PLAN_STATE_MACHINE_ARN: workflowArn(context, "change-plan"),
    SENDER_ADDRESS: `no-reply@${environment.site.domainName}`,
    SITE_URL: siteOrigin(environment),
  };
}

/** Actions on tables, by function. A transaction needs those of its writes. */
const TABLE_ACTIONS: Readonly<
  Partial<Record<FunctionName, Readonly<Partial<Record<TableName, readonly ItemAction[]>>>>>
> = {
  users: { users: ["GetItem", "UpdateItem"] },
  subscriptions: { subscriptions: ["GetItem", "Query"], payments: ["Query"] },
  billing: {
    subscriptions: ["GetItem", "PutItem", "UpdateItem"],
    payments: ["GetItem", "PutItem", "UpdateItem"],
  },
  webhook: { events: ["GetItem", "PutItem", "UpdateItem"] },
  settlement: { payments: ["GetItem", "UpdateItem"] },
  notifications: { users: ["GetItem"], events: ["PutItem"] },
  health: { subscriptions: ["GetItem"] },
};

function grantTables(functions: Functions, { tables }: Stores): void {
  for (const [name, actions] of Object.entries(TABLE_ACTIONS)) {
    for (const [table, allowed] of Object.entries(actions)) {
      tables[table as TableName].grantActions(functions[name as FunctionName], allowed);
    }
  }
}

function grantIndexes({ users, settlement, renewals }: Functions, { tables }: Stores): void {
  tables.users.grantQueryIndex(users, USERS_BY_EMAIL);
  tables.subscriptions.grantQueryIndex(settlement, SUBSCRIPTIONS_BY_PAYPAL_TOKEN);
  tables.subscriptions.grantQueryIndex(renewals, SUBSCRIPTIONS_BY_RENEWAL);
}

function grantStores({ ledger, data, analytics, billing, webhook }: Functions, parts: FunctionParts): void {
  const { database, cache, documents } = parts.stores;
  for (const fn of [ledger, data, analytics]) {
    database.allowFrom(fn);
    database.secret.grantRead(fn);
  }
  cache.cluster.allowFrom(analytics);
  cache.cluster.grantConnect(analytics);
  data.addStatement({
    sid: "WriteExports",
    actions: ["s3:GetObject", "s3:PutObject"],
    resources: [`${documents.bucketArn}/exports/*`],
  });
  documents.key?.grantUse(data);
  for (const fn of [billing, webhook]) parts.payPalSecret.grantRead(fn);
}

/** The password of the database changes every month, in the main region: the second one has a replica of its secret. */
function rotatePassword({ stack }: Context, { rotation }: Functions, { database }: Stores): void {
  database.instance.allowFrom(rotation);
  if (!(database.secret instanceof GeneratedSecret)) return;
  new SecretRotation(stack, "database-rotation", { secret: database.secret, rotateBy: rotation });
}

/** Queues and bus have the events of their own region only. Queues are consumed where the region serves. */
function grantMessages({ serves }: Context, functions: Functions, { events, messaging }: FunctionParts): void {
  const { billing, webhook, settlement, renewals, notifications, ledger } = functions;
  for (const fn of [billing, webhook]) events.bus.grantPutEvents(fn);
  messaging.queues.ledger.grantSend(billing);
  events.rules.payPalEvents.invoke(settlement, { deadLetterQueue: messaging.undelivered });
  for (const fn of [settlement, renewals]) {
    fn.limitAsyncInvocation({
      maximumRetryAttempts: 2,
      maximumEventAgeSeconds: 3_600,
      onFailure: messaging.undelivered,
    });
  }
  for (const [name, fn] of Object.entries({ notifications, ledger })) {
    const queue = name as keyof typeof queues;
    fn.consumeFrom(messaging.queues[queue], {
      batchSize: queues[queue].batchSize,
      maxConcurrency: 5,
      enabled: serves,
    });
  }
}

function grantIdentity({ stack, environment }: Context, { users, notifications }: Functions, signIn: SignIn): void {
  users.addStatement({
    sid: "ManageGroupsOfUsers",
    actions: ["AddUserToGroup", "GetUser", "ListGroupsForUser", "RemoveUserFromGroup"].map(
      (one) => `cognito-idp:Admin${one}`,
    ),
    resources: [`arn:aws:cognito-idp:us-east-1:${stack.account}:userpool/${signIn.userPoolId}`],
  });
  notifications.addStatement({
    sid: "SendMail",
    actions: ["ses:SendEmail"],
    resources: [`arn:aws:ses:${stack.region}:${stack.account}:identity/${environment.site.domainName}`],
  });
  notifications.addStatement({
    sid: "SendTextMessages",
    actions: ["sns:Publish"],
    resources: ["*"],
    conditions: [{ test: "StringEquals", variable: "aws:RequestedRegion", values: [stack.region] }],
    unscopedBecause: "telephone numbers are no resources",
  });
}

/** Workflows that each function starts. Those that wait are resumed by their token, which names no machine. */
const STARTS: Readonly<Partial<Record<FunctionName, readonly WorkflowName[]>>> = {
  subscriptions: ["create", "change-plan"],
  settlement: ["cancel"],
  renewals: ["renew", "cancel"],
};

function grantWorkflows(context: Context, functions: Functions): void {
  functions.settlement.addStatement({
    sid: "ResumeWorkflows",
    actions: ["states:SendTaskHeartbeat", "states:SendTaskSuccess"],
    resources: (["create", "change-plan", "renew", "payment-failed"] as const).map((name) =>
      workflowArn(context, name),
    ),
  });
  for (const [name, workflows] of Object.entries(STARTS)) {
    functions[name as FunctionName].addStatement({
      sid: "StartWorkflows",
      actions: ["states:StartExecution"],
      resources: workflows.map((workflow) => workflowArn(context, workflow)),
    });
  }
}
