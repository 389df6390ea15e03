import type { FunctionName } from "./functions";
import type { ModelName } from "./models";

/** Groups of the user pool. Users without a group may do nothing. */
export const groups = { customer: "customers", analyst: "analysts" } as const;

export type Group = (typeof groups)[keyof typeof groups];

/** Names by which routes refer to authorizers and the state machine. */
export const authorizers = { roles: "roles", userPool: "user-pool" } as const;
export const paymentStateMachine = "payment";

/** Scope of every access token of a sign-in through the API of Cognito. */
export const SIGN_IN_SCOPE = "aws.cognito.signin.user.admin";

export const idempotencyHeader = "Idempotency-Key";

export type Access =
  | { readonly type: "open"; readonly because: string }
  | { readonly type: "lambda"; readonly authorizer: "roles" }
  | {
      readonly type: "cognito";
      readonly authorizer: "user-pool";
      readonly token: "access";
      readonly scopes: readonly string[];
    };

export type Target =
  | { readonly type: "lambda"; readonly handler: Exclude<FunctionName, "authorizer" | "expiry" | "payment"> }
  | {
      readonly type: "start-execution";
      readonly stateMachine: typeof paymentStateMachine;
      /** Sources of the input's fields, in the words of the module `api/rest`. */
      readonly input: Readonly<Record<string, "body" | `context:${string}`>>;
      readonly executionName: readonly (`context:${string}` | `body:${string}`)[];
      readonly executionAlreadyExists: "accepted";
    };

export interface Route {
  /** Names the operation of the OpenAPI document. */
  readonly name: string;
  /** Method and path in the notation of the module `api/rest`. */
  readonly routeKey: string;
  readonly target: Target;
  readonly access: Access;
  /** Groups that the authorizer `roles` admits. Other authorizers admit every signed-in user. */
  readonly groups: readonly Group[];
  /** Model of the body. */
  readonly body?: ModelName;
  readonly query?: Readonly<Record<string, "required" | "optional">>;
  readonly headers?: Readonly<Record<string, "required" | "optional">>;
  readonly cache?: { readonly ttlSeconds: number; readonly perCaller?: true };
  readonly throttling?: { readonly requestsPerSecond: number; readonly burst: number };
}

const byRole = { type: "lambda", authorizer: authorizers.roles } as const;
const signedIn = {
  type: "cognito",
  authorizer: authorizers.userPool,
  token: "access",
  scopes: [SIGN_IN_SCOPE],
} as const;
const open = (because: string) => ({ type: "open", because }) as const;
const fn = <Name extends FunctionName>(handler: Name) => ({ type: "lambda", handler }) as const;

/** Sign-in costs Cognito's quota and invites guessing. */
const FEW = { requestsPerSecond: 10, burst: 20 } as const;

/**
 * Routes of the REST API. The stack creates its methods from them, the authorizer its policies, the local API its
 * routes, and the OpenAPI document its operations.
 */
export const routes = [
  {
    name: "register",
    routeKey: "POST /register",
    target: fn("auth"),
    access: open("creates the user that others sign in as"),
    groups: [],
    body: "Registration",
    throttling: FEW,
  },
  {
    name: "confirmRegistration",
    routeKey: "POST /register/confirm",
    target: fn("auth"),
    access: open("proves the e-mail address before the first sign-in"),
    groups: [],
    body: "Confirmation",
    throttling: FEW,
  },
  {
    name: "login",
    routeKey: "POST /login",
    target: fn("auth"),
    access: open("exchanges a password for tokens"),
    groups: [],
    body: "Login",
    throttling: FEW,
  },
  {
    name: "answerChallenge",
    routeKey: "POST /login/challenge",
    target: fn("auth"),
    access: open("exchanges the code of the second factor for tokens"),
    groups: [],
    body: "ChallengeAnswer",
    throttling: FEW,
  },
  {
    name: "refresh",
    routeKey: "POST /refresh",
    target: fn("auth"),
    access: open("exchanges a refresh token for tokens"),
    groups: [],
    body: "Refresh",
    throttling: FEW,
  },
  {
    name: "placeOrder",
    routeKey: "POST /orders",
    target: fn("orders"),
    access: byRole,
    groups: [groups.customer],
    body: "Order",
    headers: { [idempotencyHeader]: "required" },
  },
  {
    name: "listOrders",
    routeKey: "GET /orders",
    target: fn("orders"),
    access: byRole,
    groups: [groups.customer],
    cache: { ttlSeconds: 5, perCaller: true },
  },
  {
    name: "getOrder",
    routeKey: "GET /orders/{orderId}",
    target: fn("orders"),
    access: byRole,
    groups: [groups.customer],
  },
  {
    name: "pay",
    routeKey: "POST /pay",
    target: {
      type: "start-execution",
      stateMachine: paymentStateMachine,
      input: { customerId: "context:customerId", payment: "body" },
      executionName: ["context:customerId", "body:orderId"],
      executionAlreadyExists: "accepted",
    },
    access: byRole,
    groups: [groups.customer],
    body: "Payment",
  },
  {
    name: "giveFeedback",
    routeKey: "POST /feedback",
    target: fn("feedback"),
    access: signedIn,
    groups: [],
    body: "Feedback",
  },
  {
    name: "listFeedback",
    routeKey: "GET /feedback",
    target: fn("feedback"),
    access: open("shows opinions to visitors"),
    groups: [],
    query: { productId: "required" },
    cache: { ttlSeconds: 60 },
  },
  {
    name: "getAnalytics",
    routeKey: "GET /analytics",
    target: fn("analytics"),
    access: byRole,
    groups: [groups.analyst],
    query: { from: "required", to: "required" },
    cache: { ttlSeconds: 60, perCaller: true },
    throttling: { requestsPerSecond: 5, burst: 10 },
  },
] as const satisfies readonly Route[];

export type RouteName = (typeof routes)[number]["name"];

/** Limits of the routes that have none of their own. */
export const throttling = { requestsPerSecond: 500, burst: 1000 } as const;
