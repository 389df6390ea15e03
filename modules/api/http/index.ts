export type { JwtAuthorizer } from "./authorizer";
export type { CorsSettings } from "./cors";
export {
  HTTP_API_DEFAULTS,
  HttpApi,
  type ApiDomain,
  type HttpApiProps,
  type RouteHandler,
  type Throttling,
} from "./http-api";
export type { Route } from "./routes";
