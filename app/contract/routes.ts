/**
 * Scopes that a customer grants to the storefront. API Gateway checks them, and the application checks them again.
 */
export const resourceServer = {
  identifier: "shop",
  scopes: {
    "profile.read": "Read the customer and the points",
    "orders.read": "Read the customer's orders",
    "orders.write": "Place orders in the customer's name",
    "feedback.write": "Give feedback in the customer's name",
  },
} as const;

export type Scope = `${typeof resourceServer.identifier}/${keyof typeof resourceServer.scopes & string}`;

export interface RouteContract {
  /** Names the handler and the operation of the OpenAPI document. */
  readonly name: string;
  /** Route key in API Gateway's notation. */
  readonly routeKey: string;
  /**
   * `public`; `session` for the browser's session, which a guest has too; or the scopes of which the access token must
   * have at least one.
   */
  readonly access: "public" | "session" | readonly Scope[];
  /** Requires the session cookie and its CSRF token. */
  readonly csrf: boolean;
}

/**
 * Every route of the HTTP API. The platform creates one API Gateway route for each, the application serves the same
 * table, and the local front door reads it too.
 *
 * `unmatched` answers everything else below `apiPaths` with the application's 404 or 405 instead of API Gateway's.
 */
export const routes = [
  { name: "health", routeKey: "GET /health", access: "public", csrf: false },
  { name: "headHealth", routeKey: "HEAD /health", access: "public", csrf: false },
  { name: "listProducts", routeKey: "GET /api/products", access: "public", csrf: false },
  { name: "getProduct", routeKey: "GET /api/products/{id}", access: "public", csrf: false },
  { name: "listFeedback", routeKey: "GET /api/products/{id}/feedback", access: "public", csrf: false },
  { name: "getCart", routeKey: "GET /api/cart", access: "session", csrf: false },
  { name: "addToCart", routeKey: "POST /api/cart", access: "session", csrf: true },
  { name: "changeCart", routeKey: "PATCH /api/cart", access: "session", csrf: true },
  { name: "continueSession", routeKey: "POST /api/cart/session", access: "public", csrf: false },
  { name: "openSession", routeKey: "POST /api/session", access: ["shop/profile.read"], csrf: false },
  { name: "closeSession", routeKey: "DELETE /api/session", access: ["shop/profile.read"], csrf: true },
  { name: "getCustomer", routeKey: "GET /api/customers/me", access: ["shop/profile.read"], csrf: false },
  { name: "listPoints", routeKey: "GET /api/customers/me/points", access: ["shop/profile.read"], csrf: false },
  { name: "listOrders", routeKey: "GET /api/orders", access: ["shop/orders.read"], csrf: false },
  { name: "placeOrder", routeKey: "POST /api/orders", access: ["shop/orders.write"], csrf: true },
  { name: "getOrder", routeKey: "GET /api/orders/{id}", access: ["shop/orders.read"], csrf: false },
  { name: "giveFeedback", routeKey: "POST /api/feedback", access: ["shop/feedback.write"], csrf: true },
  { name: "unmatched", routeKey: "ANY /{proxy+}", access: "public", csrf: false },
] as const satisfies readonly RouteContract[];

export type RouteName = (typeof routes)[number]["name"];

/**
 * Path patterns that CloudFront sends to the HTTP API; everything else is the site. Mistyped paths such as `/api`,
 * `/health/` and `/healthz` are included, so that they are answered with 404 and not with the storefront's page.
 */
export const apiPaths = ["/api*", "/health*"] as const;

export const healthCheckPath = "/health";

/** The header by which the application recognizes requests that came through CloudFront. */
export const originSecretHeader = "x-origin-secret";

export const csrfHeader = "x-csrf-token";

/** The `__Host-` prefix makes browsers refuse the cookie unless it is secure and of this very host. */
export const sessionCookie = "__Host-session";

export const idempotencyHeader = "idempotency-key";
