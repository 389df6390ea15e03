import type { FunctionName } from "./functions";
import type { ModelName } from "./models";
import type { WorkflowName } from "./workflows";

/** Groups of the user pool. Users without a group may join the customers, and do nothing else. */
export const groups = { admin: "admin", support: "support", customer: "customer" } as const;

export type Group = (typeof groups)[keyof typeof groups];

/** Name by which routes refer to the authorizer. */
export const authorizers = { roles: "roles" } as const;

/** Version of the API: the name of its stage and its base path at both domains. */
export const apiVersion = "v1";

export const idempotencyHeader = "Idempotency-Key";

export type Access =
  { readonly type: "open"; readonly because: string } | { readonly type: "lambda"; readonly authorizer: "roles" };

/** Functions that serve routes. */
export type RouteHandler = Extract<
  FunctionName,
  "users" | "subscriptions" | "data" | "analytics" | "webhook" | "health"
>;

export type Target =
  | { readonly type: "lambda"; readonly handler: RouteHandler }
  | {
      readonly type: "start-execution";
      readonly stateMachine: WorkflowName;
      /** Sources of the input's fields, in the words of the module `api/rest`. */
      readonly input: Readonly<Record<string, "body" | `context:${string}` | `path:${string}`>>;
      readonly executionName: readonly (`context:${string}` | `header:${string}`)[];
    };

export interface Route {
  /** Names the operation of the OpenAPI document. */
  readonly name: string;
  /** Method and path, below the version, in the notation of the module `api/rest`. */
  readonly routeKey: string;
  readonly target: Target;
  readonly access: Access;
  /** Groups that the authorizer admits; `signed-in` also admits users without a group. */
  readonly groups: readonly Group[] | "signed-in";
  /** Model of the body. */
  readonly body?: ModelName;
  readonly query?: Readonly<Record<string, "required" | "optional">>;
  readonly headers?: Readonly<Record<string, "required" | "optional">>;
  readonly cache?: { readonly ttlSeconds: number; readonly perCaller?: true };
  readonly throttling?: { readonly requestsPerSecond: number; readonly burst: number };
}

const byRole = { type: "lambda", authorizer: authorizers.roles } as const;
const open = (because: string) => ({ type: "open", because }) as const;
const fn = <Name extends RouteHandler>(handler: Name) => ({ type: "lambda", handler }) as const;

const everybody = [groups.admin, groups.support, groups.customer] as const;
const staff = [groups.admin, groups.support] as const;
const customers = [groups.customer] as const;
const admins = [groups.admin] as const;

const idempotent = { [idempotencyHeader]: "required" } as const;

/** Reports are read from the database, which other functions need too. */
const FEW = { requestsPerSecond: 5, burst: 10 } as const;

/**
 * Routes of the REST API. The stacks create its methods from them, the authorizer its policies, the local API its
 * routes, and the OpenAPI document its operations.
 */
export const routes = [
  {
    name: "getHealth",
    routeKey: "GET /health",
    target: fn("health"),
    access: open("tells Route 53 if the region can serve"),
    groups: [],
  },
  {
    name: "join",
    routeKey: "POST /profile",
    target: fn("users"),
    access: byRole,
    groups: "signed-in",
    body: "Profile",
  },
  {
    name: "getProfile",
    routeKey: "GET /profile",
    target: fn("users"),
    access: byRole,
    groups: everybody,
  },
  {
    name: "putProfile",
    routeKey: "PUT /profile",
    target: fn("users"),
    access: byRole,
    groups: everybody,
    body: "Profile",
  },
  {
    name: "putPreferences",
    routeKey: "PUT /profile/preferences",
    target: fn("users"),
    access: byRole,
    groups: everybody,
    body: "Preferences",
  },
  {
    name: "findUser",
    routeKey: "GET /users",
    target: fn("users"),
    access: byRole,
    groups: staff,
    query: { email: "required" },
  },
  {
    name: "getUser",
    routeKey: "GET /users/{userId}",
    target: fn("users"),
    access: byRole,
    groups: staff,
  },
  {
    name: "putGroups",
    routeKey: "PUT /users/{userId}/groups",
    target: fn("users"),
    access: byRole,
    groups: admins,
    body: "Membership",
  },
  {
    name: "listUserSubscriptions",
    routeKey: "GET /users/{userId}/subscriptions",
    target: fn("subscriptions"),
    access: byRole,
    groups: staff,
  },
  {
    name: "listPlans",
    routeKey: "GET /plans",
    target: fn("subscriptions"),
    access: open("shows prices to visitors"),
    groups: [],
    cache: { ttlSeconds: 300 },
  },
  {
    name: "subscribe",
    routeKey: "POST /subscriptions",
    target: fn("subscriptions"),
    access: byRole,
    groups: customers,
    body: "SubscriptionRequest",
    headers: idempotent,
  },
  {
    name: "listSubscriptions",
    routeKey: "GET /subscriptions",
    target: fn("subscriptions"),
    access: byRole,
    groups: customers,
  },
  {
    name: "getSubscription",
    routeKey: "GET /subscriptions/{subscriptionId}",
    target: fn("subscriptions"),
    access: byRole,
    groups: customers,
  },
  {
    name: "listPayments",
    routeKey: "GET /subscriptions/{subscriptionId}/payments",
    target: fn("subscriptions"),
    access: byRole,
    groups: customers,
  },
  {
    name: "previewChange",
    routeKey: "GET /subscriptions/{subscriptionId}/change",
    target: fn("subscriptions"),
    access: byRole,
    groups: customers,
    query: { plan: "required", interval: "required" },
  },
  {
    name: "changePlan",
    routeKey: "POST /subscriptions/{subscriptionId}/change",
    target: fn("subscriptions"),
    access: byRole,
    groups: customers,
    body: "PlanChange",
    headers: idempotent,
  },
  {
    name: "cancelSubscription",
    routeKey: "POST /subscriptions/{subscriptionId}/cancellation",
    target: {
      type: "start-execution",
      stateMachine: "cancel",
      input: { customerId: "context:userId", subscriptionId: "path:subscriptionId", cancellation: "body" },
      executionName: ["context:userId", `header:${idempotencyHeader}`],
    },
    access: byRole,
    groups: customers,
    body: "Cancellation",
    headers: idempotent,
  },
  {
    name: "receivePayPalEvent",
    routeKey: "POST /webhooks/paypal",
    target: fn("webhook"),
    access: open("PayPal signs its events, and the function verifies the signature"),
    groups: [],
    throttling: { requestsPerSecond: 50, burst: 100 },
  },
  {
    name: "createExport",
    routeKey: "POST /exports",
    target: fn("data"),
    access: byRole,
    groups: admins,
    body: "Export",
    headers: idempotent,
    throttling: FEW,
  },
  {
    name: "getExport",
    routeKey: "GET /exports/{exportId}",
    target: fn("data"),
    access: byRole,
    groups: admins,
  },
  {
    name: "getRevenue",
    routeKey: "GET /analytics/revenue",
    target: fn("analytics"),
    access: byRole,
    groups: admins,
    query: { from: "required", to: "required" },
    cache: { ttlSeconds: 60, perCaller: true },
    throttling: FEW,
  },
  {
    name: "getSubscriptionCounts",
    routeKey: "GET /analytics/subscriptions",
    target: fn("analytics"),
    access: byRole,
    groups: staff,
    cache: { ttlSeconds: 60, perCaller: true },
    throttling: FEW,
  },
] as const satisfies readonly Route[];

export type RouteName = (typeof routes)[number]["name"];

/** Limits of the routes that have none of their own. */
export const throttling = { requestsPerSecond: 500, burst: 1000 } as const;
