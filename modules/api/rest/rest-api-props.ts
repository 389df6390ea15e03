import type { KeyReference, LogRetentionDays, RegionalProvider, RouteHandler, Throttling } from "../../core";
import type { RestAuthorizer } from "./authorizers/authorizers";
import type { RestCors } from "./answers/cors";
import type { JsonSchema } from "./models";
import type { RestRoute } from "./routes/routes";
import type { StartableStateMachine } from "./routes/start-execution";

/** Sizes of a stage cache in GB. */
export const CACHE_SIZES_GB = [0.5, 1.6, 6.1, 13.5, 28.4, 58.2, 118, 237] as const;

export interface StageCache {
  /** Size of the cache, which is billed by the hour. A change takes minutes and empties the cache. */
  readonly sizeGb: (typeof CACHE_SIZES_GB)[number];
  /** Seconds for which an answer is cached: 1 to 3600. @default 300 */
  readonly ttlSeconds?: number;
}

export interface RestApiProps {
  /** Prefix: the API is called `<name>-rest-api`, its log group `/aws/apigateway/<name>-rest-api`. */
  readonly name: string;
  /** Name of the only stage, which is part of the path unless there is a `RestDomain`. Another name replaces it. */
  readonly stageName: string;
  /** Routes of the API; other requests are answered with 404. At least one, on 300 paths at most (quota). */
  readonly routes: readonly RestRoute[];
  /** Functions by the name that routes and authorizers refer to. @default none */
  readonly handlers?: Readonly<Record<string, RouteHandler>>;
  /** State machines by the name that routes refer to. @default none */
  readonly stateMachines?: Readonly<Record<string, StartableStateMachine>>;
  /** Authorizers by the name that routes refer to: at most 10 (quota). @default none */
  readonly authorizers?: Readonly<Record<string, RestAuthorizer>>;
  /** JSON Schemas of request bodies by name: letters and digits. @default none */
  readonly models?: Readonly<Record<string, JsonSchema>>;
  /** Access of scripts of another origin; `"none"` sends no CORS headers. */
  readonly cors: RestCors | "none";
  /** Limits of all requests that no limit of a route applies to. */
  readonly throttling: Throttling;
  /** Cache of the stage, which only routes with `cache` use. @default none */
  readonly cache?: StageCache;
  /** ARN of a regional web ACL, or `"none"`. */
  readonly webAclArn: string;
  /** `disabled` leaves the `RestDomain` as the only way to the API. @default "enabled" */
  readonly defaultEndpoint?: "enabled" | "disabled";
  /** Content types that API Gateway passes on as bytes, such as `image/png`. @default none */
  readonly binaryMediaTypes?: readonly string[];
  /** Retention of the access logs in days. @default 90 */
  readonly logRetentionDays?: LogRetentionDays;
  /** Encrypts the access logs. A key of the API's region. */
  readonly logKey: KeyReference;
  /** Region of the API and its provider. @default the stack's */
  readonly regional?: RegionalProvider;
}

export const REST_API_DEFAULTS = {
  handlers: {},
  stateMachines: {},
  authorizers: {},
  models: {},
  defaultEndpoint: "enabled",
  binaryMediaTypes: [],
  logRetentionDays: 90,
} as const satisfies Partial<RestApiProps>;

/** Props after defaults. */
export type RestApiSettings = RestApiProps & Required<Pick<RestApiProps, keyof typeof REST_API_DEFAULTS>>;

export const apiName = (name: string): string => `${name}-rest-api`;
