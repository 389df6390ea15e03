/** A function of the system. */
export interface FunctionContract {
  /** Environment variables, besides those of `everyFunction`. */
  readonly settings: readonly Setting[];
  /** Timeout in seconds; API Gateway waits 29. */
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  /** `vpc` for the functions that reach the cache or the database. */
  readonly network: "vpc" | "none";
}

/** Environment variables of the functions. Names of tables and ARNs of secrets, never secrets. */
export type Setting =
  | "USER_POOL_ID"
  /** Ids of the app clients whose access tokens the authorizer accepts, joined by commas. */
  | "CLIENT_ID"
  /** Secret with `clientId` and `clientSecret`. */
  | "CLIENT_SECRET_ARN"
  | "CUSTOMERS_TABLE"
  | "ORDERS_TABLE"
  | "FEEDBACK_TABLE"
  | "CACHE_ENDPOINT"
  | "CACHE_PORT"
  /** Secret with the cache's password: its `password`, or the whole text. */
  | "CACHE_SECRET_ARN"
  | "DATABASE_ENDPOINT"
  | "DATABASE_PORT"
  | "DATABASE_NAME"
  /** Secret with `username` and `password`. */
  | "DATABASE_SECRET_ARN"
  /** Address of the product media, without final slash. */
  | "MEDIA_URL";

/** Environment variables of every function. */
export const everyFunction = [
  /** Name of the environment, for logs and metrics. */
  "ENVIRONMENT",
  /** Origins that may read answers, joined by commas; other origins get the name of the first. */
  "ALLOW_ORIGIN",
] as const;

const DATABASE = ["DATABASE_ENDPOINT", "DATABASE_PORT", "DATABASE_NAME", "DATABASE_SECRET_ARN"] as const;
const CACHE = ["CACHE_ENDPOINT", "CACHE_PORT", "CACHE_SECRET_ARN"] as const;

/** The functions by name. The bundle of each has the handler `index.handler`. */
export const functions = {
  auth: {
    settings: ["USER_POOL_ID", "CLIENT_SECRET_ARN", "CUSTOMERS_TABLE"],
    timeoutSeconds: 10,
    memoryMb: 512,
    network: "vpc",
  },
  orders: { settings: ["ORDERS_TABLE", ...CACHE, "MEDIA_URL"], timeoutSeconds: 10, memoryMb: 1024, network: "vpc" },
  feedback: { settings: ["ORDERS_TABLE", "FEEDBACK_TABLE"], timeoutSeconds: 10, memoryMb: 512, network: "vpc" },
  analytics: { settings: DATABASE, timeoutSeconds: 20, memoryMb: 512, network: "vpc" },
  payment: { settings: ["ORDERS_TABLE", ...DATABASE], timeoutSeconds: 20, memoryMb: 512, network: "vpc" },
  expiry: { settings: ["ORDERS_TABLE"], timeoutSeconds: 25, memoryMb: 512, network: "none" },
  authorizer: { settings: ["USER_POOL_ID", "CLIENT_ID"], timeoutSeconds: 5, memoryMb: 512, network: "none" },
} as const satisfies Record<string, FunctionContract>;

export type FunctionName = keyof typeof functions;

/** Tasks of the payment function, named by `task` in the input from the state machine. */
export const paymentTasks = ["claim", "charge", "record", "refund", "release"] as const;

export type PaymentTask = (typeof paymentTasks)[number];

/** Metrics that the functions and the batch write in CloudWatch's embedded metric format. */
export const metricNamespace = "ScaleUp";

export const metrics = {
  ordersPlaced: "OrdersPlaced",
  ordersExpired: "OrdersExpired",
  ordersPaid: "OrdersPaid",
  paymentsDeclined: "PaymentsDeclined",
  paymentsRefunded: "PaymentsRefunded",
  feedbackGiven: "FeedbackGiven",
  cacheUnavailable: "CacheUnavailable",
  /** 1 for each completed run of the batch. */
  batchCompleted: "BatchCompleted",
} as const;

export type MetricName = (typeof metrics)[keyof typeof metrics];

/** Environment variables of the batch container. Its commands are `aggregate` and `migrate`. */
export const batch = {
  commands: ["aggregate", "migrate"],
  settings: ["ENVIRONMENT", "DATA_LAKE_BUCKET", ...DATABASE],
  /** Prefixes of the data lake. */
  prefixes: { events: "events/", aggregates: "aggregates/" },
  exitCodes: { completed: 0, failed: 1, anotherRuns: 3 },
} as const;
