/**
 * What the platform and the application must agree on. The platform deploys these names; the application reads them. Keeping them as
 * data in one place is what makes a difference between the two sides a failing test and not a broken deployment.
 */

/** The commands of the image, one for each function that runs it. */
export const commands = {
  api: ["handlers/api.handler"],
} as const;

/** Routes of the HTTP API, as API Gateway writes them. */
export const routes = [
  "GET /health",
  "GET /api/products",
  "GET /api/products/{id}",
  "GET /api/orders",
  "POST /api/orders",
  "GET /api/orders/{id}",
  "GET /api/customers/me",
  "GET /api/customers/me/points",
  "POST /api/feedback",
] as const;

/** Routes without an authorizer of the API, since the application itself tells who asks. A new route is not among them by itself. */
export const openRoutes = [
  "GET /health",
  "GET /api/products",
  "GET /api/products/{id}",
  "GET /api/orders",
  "POST /api/orders",
  "GET /api/orders/{id}",
  "GET /api/customers/me",
  "GET /api/customers/me/points",
  "POST /api/feedback",
] as const;

/** Path patterns that CloudFront sends to the HTTP API; everything else is the site. */
export const apiPaths = ["/api/*", "/health"] as const;

export const healthCheckPath = "/health";

/** The header by which the application recognizes requests that came through CloudFront. */
export const originSecretHeader = "x-origin-secret";

/** Environment variables of every function. All else is read at run time below the parameter path. */
export interface FunctionEnvironment {
  /** Name of the environment, for logs and metrics. */
  readonly ENVIRONMENT: string;
  /** Path of the SSM parameters. */
  readonly PARAMETER_PATH: string;
  /** `enforce` refuses state-changing requests without a CSRF token. */
  readonly CSRF_PROTECTION: "enforce";
  readonly [key: string]: string;
}

/** SSM parameters below the parameter path, by the names that the application reads. */
export interface ApplicationParameters {
  readonly "database/endpoint": string;
  readonly "database/reader-endpoint": string;
  readonly "database/name": string;
  readonly "database/credentials-arn": string;
  readonly "cache/endpoint": string;
  readonly "cache/port": string;
  readonly "origin/credentials-arn": string;
  readonly [name: string]: string;
}

/** SSM parameters below the same path that the front-end pipeline reads to publish the site. */
export const siteParameters = { bucket: "site/bucket", distribution: "site/distribution" } as const;
