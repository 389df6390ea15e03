import type { KeyReference, LogRetentionDays, RegionalProvider, RouteHandler, Throttling } from "../../core";
import type { JwtAuthorizer } from "./authorizer";
import type { CorsSettings } from "./cors";
import type { Route } from "./routes";

export interface ApiDomain {
  /** Domain name of the API, in lower case and without wildcard: `api.example.com`. */
  readonly name: string;
  /** ARN of an issued certificate for the name, in the API's region. */
  readonly certificateArn: string;
}

export interface HttpApiProps {
  /** Prefix: the API is called `<name>-http-api`, its log group `/aws/apigateway/<name>-http-api`. */
  readonly name: string;
  /** Name of the only stage, which is part of the path unless there is a custom domain. Not `$default`. */
  readonly stageName: string;
  /** Routes of the API; other requests are answered with 404. 1 to 300 (quota of an API). */
  readonly routes: readonly Route[];
  /** Validates the tokens of routes with the authorization `jwt`. @default none, and no such routes */
  readonly authorizer?: JwtAuthorizer;
  /** Function that all routes invoke. */
  readonly handler: RouteHandler;
  /** Access of scripts of other origins. API Gateway answers preflight requests itself. */
  readonly cors: CorsSettings;
  /** Both limits are required: API Gateway takes a missing one for 0 and refuses every request. */
  readonly throttling: Throttling;
  /** Retention of the access logs in days. @default 90 */
  readonly logRetentionDays?: LogRetentionDays;
  /** Encrypts the access logs. A key of the API's region. */
  readonly logKey: KeyReference;
  /**
   * Metrics of each route, beside those of the API: up to six custom metrics a route, $0.30 a month each.
   * @default "disabled"
   */
  readonly routeMetrics?: "enabled" | "disabled";
  /** Domain name, which disables the default endpoint. @default the default endpoint, which anyone can call */
  readonly customDomain?: ApiDomain;
  /** Region of the API and its provider. @default the stack's */
  readonly regional?: RegionalProvider;
}

export const HTTP_API_DEFAULTS = { logRetentionDays: 90, routeMetrics: "disabled" } as const;

export const apiName = (name: string): string => `${name}-http-api`;
export const authorizerName = (name: string): string => `${name}-jwt`;
