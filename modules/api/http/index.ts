export type { RouteHandler, Throttling } from "../../core";
export type { JwtAuthorizer } from "./authorizer";
export type { CorsSettings } from "./cors";
export { HttpApi } from "./http-api";
export { HTTP_API_DEFAULTS, type ApiDomain, type HttpApiProps } from "./http-api-props";
export type { Route } from "./routes";
