/** A function of the system. */
export interface FunctionContract {
  /** Environment variables, besides those of `everyFunction`. */
  readonly settings: readonly Setting[];
  /** Timeout in seconds; API Gateway waits 29. */
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  /** `vpc` for the functions that reach the cache or the database. */
  readonly network: "vpc" | "none";
  /** Concurrent executions in prod: reserved for the function, and those that are initialized in advance. */
  readonly concurrency: { readonly reserved: number; readonly provisioned?: number };
}

/** Environment variables of the functions. Names of tables and ARNs of secrets, never secrets. */
export type Setting =
  | "USER_POOL_ID"
  /** Ids of the app clients whose access tokens the authorizer accepts, joined by commas. */
  | "CLIENT_ID"
  | "USERS_TABLE"
  | "SUBSCRIPTIONS_TABLE"
  | "PAYMENTS_TABLE"
  | "EVENTS_TABLE"
  | "CACHE_ENDPOINT"
  | "CACHE_PORT"
  /** Secret with the cache's password: its `password`, or the whole text. */
  | "CACHE_SECRET_ARN"
  /** Endpoint of the RDS Proxy. */
  | "DATABASE_ENDPOINT"
  | "DATABASE_PORT"
  | "DATABASE_NAME"
  /** Secret with `username` and `password`. */
  | "DATABASE_SECRET_ARN"
  /** Endpoint of the instance itself, by which the password is rotated: the proxy knows the current one only. */
  | "DATABASE_INSTANCE_ENDPOINT"
  /** Bucket of exported documents. */
  | "EXPORTS_BUCKET"
  /** Address of PayPal's API, without final slash: `https://api-m.paypal.com`. */
  | "PAYPAL_URL"
  /** Hosts that may serve the certificates of webhooks, joined by commas: `api.paypal.com`. */
  | "PAYPAL_CERTIFICATE_HOSTS"
  /** Secret with `clientId`, `clientSecret` and `webhookId`. */
  | "PAYPAL_SECRET_ARN"
  | "EVENT_BUS_NAME"
  | "LEDGER_QUEUE_URL"
  | "CREATE_STATE_MACHINE_ARN"
  | "RENEW_STATE_MACHINE_ARN"
  | "CANCEL_STATE_MACHINE_ARN"
  | "CHANGE_PLAN_STATE_MACHINE_ARN"
  /** Sender of e-mails, an identity of SES in the function's region. */
  | "SENDER_ADDRESS"
  /** Address of the site, without final slash, for links in messages and after PayPal's approval. */
  | "SITE_URL";

/** Environment variables of every function. */
export const everyFunction = [
  /** Name of the environment, for logs and metrics. */
  "ENVIRONMENT",
  /** Origin that may read answers, as in the CORS settings of the API. */
  "ALLOW_ORIGIN",
] as const;

/**
 * Environment variable of the authorizer in the standby region: a copy of the JWKS document of the user pool, which it
 * reads in place of Cognito's, so that it needs nothing of the main region.
 */
export const keysVariable = "JWKS";

const DATABASE = ["DATABASE_ENDPOINT", "DATABASE_PORT", "DATABASE_NAME", "DATABASE_SECRET_ARN"] as const;
const CACHE = ["CACHE_ENDPOINT", "CACHE_PORT", "CACHE_SECRET_ARN"] as const;

/** The functions by name. The bundle of each has the handler `index.handler`. */
export const functions = {
  /** Decides by the groups of the token. */
  authorizer: {
    settings: ["USER_POOL_ID", "CLIENT_ID"],
    timeoutSeconds: 5,
    memoryMb: 512,
    network: "none",
    concurrency: { reserved: 100, provisioned: 5 },
  },
  /** Profiles, preferences and groups of users. */
  users: {
    settings: ["USER_POOL_ID", "USERS_TABLE"],
    timeoutSeconds: 10,
    memoryMb: 512,
    network: "none",
    concurrency: { reserved: 50, provisioned: 2 },
  },
  /** API of subscriptions: shows them, and starts their workflows. */
  subscriptions: {
    settings: ["SUBSCRIPTIONS_TABLE", "PAYMENTS_TABLE", "CREATE_STATE_MACHINE_ARN", "CHANGE_PLAN_STATE_MACHINE_ARN"],
    timeoutSeconds: 10,
    memoryMb: 1024,
    network: "none",
    concurrency: { reserved: 100, provisioned: 5 },
  },
  /** Tasks of the five workflows. */
  billing: {
    settings: [
      "SUBSCRIPTIONS_TABLE",
      "PAYMENTS_TABLE",
      "PAYPAL_URL",
      "PAYPAL_SECRET_ARN",
      "EVENT_BUS_NAME",
      "LEDGER_QUEUE_URL",
      "SITE_URL",
    ],
    timeoutSeconds: 20,
    memoryMb: 512,
    network: "none",
    concurrency: { reserved: 50 },
  },
  /** Accepts PayPal's webhooks: verifies them and puts them on the bus. */
  webhook: {
    settings: ["EVENTS_TABLE", "PAYPAL_CERTIFICATE_HOSTS", "PAYPAL_SECRET_ARN", "EVENT_BUS_NAME"],
    timeoutSeconds: 10,
    memoryMb: 512,
    network: "none",
    concurrency: { reserved: 20 },
  },
  /** Resumes the workflows that wait for an event of PayPal; target of the rule `payPalEvents`. */
  settlement: {
    settings: ["SUBSCRIPTIONS_TABLE", "PAYMENTS_TABLE", "CANCEL_STATE_MACHINE_ARN"],
    timeoutSeconds: 20,
    memoryMb: 512,
    network: "none",
    concurrency: { reserved: 20 },
  },
  /** Starts the renewals and cancellations that are due; target of the schedule. */
  renewals: {
    settings: ["SUBSCRIPTIONS_TABLE", "RENEW_STATE_MACHINE_ARN", "CANCEL_STATE_MACHINE_ARN"],
    timeoutSeconds: 300,
    memoryMb: 512,
    network: "none",
    concurrency: { reserved: 1 },
  },
  /** Sends e-mails and SMS; consumer of the queue `notifications`. */
  notifications: {
    settings: ["USERS_TABLE", "EVENTS_TABLE", "SENDER_ADDRESS", "SITE_URL"],
    timeoutSeconds: 30,
    memoryMb: 512,
    network: "none",
    concurrency: { reserved: 10 },
  },
  /** Writes the ledger; consumer of the queue `ledger`. */
  ledger: {
    settings: DATABASE,
    timeoutSeconds: 30,
    memoryMb: 512,
    network: "vpc",
    concurrency: { reserved: 10 },
  },
  /** Data processing: exports of the ledger to S3. */
  data: {
    settings: [...DATABASE, "EXPORTS_BUCKET"],
    timeoutSeconds: 25,
    memoryMb: 1024,
    network: "vpc",
    concurrency: { reserved: 10 },
  },
  /** Reports of revenue and subscriptions, through the cache. */
  analytics: {
    settings: [...DATABASE, ...CACHE],
    timeoutSeconds: 20,
    memoryMb: 512,
    network: "vpc",
    concurrency: { reserved: 20 },
  },
  /** Rotates the password of the database, at Secrets Manager's request. */
  rotation: {
    settings: ["DATABASE_INSTANCE_ENDPOINT", "DATABASE_PORT", "DATABASE_NAME"],
    timeoutSeconds: 30,
    memoryMb: 256,
    network: "vpc",
    concurrency: { reserved: 1 },
  },
  /** Health of a region, for Route 53. */
  health: {
    settings: ["SUBSCRIPTIONS_TABLE"],
    timeoutSeconds: 5,
    memoryMb: 256,
    network: "none",
    concurrency: { reserved: 10 },
  },
} as const satisfies Record<string, FunctionContract>;

export type FunctionName = keyof typeof functions;

/** Metrics that the functions write in CloudWatch's embedded metric format. */
export const metricNamespace = "Saas";

export const metrics = {
  subscriptionsCreated: "SubscriptionsCreated",
  subscriptionsCancelled: "SubscriptionsCancelled",
  paymentsCaptured: "PaymentsCaptured",
  paymentsDeclined: "PaymentsDeclined",
  paymentsRefunded: "PaymentsRefunded",
  webhooksAccepted: "WebhooksAccepted",
  webhooksRefused: "WebhooksRefused",
  notificationsSent: "NotificationsSent",
  cacheUnavailable: "CacheUnavailable",
  /** Duration of a database query in milliseconds. */
  queryTime: "QueryTime",
  /** Duration of a cold start in milliseconds. */
  initTime: "InitTime",
} as const;

export type MetricName = (typeof metrics)[keyof typeof metrics];
