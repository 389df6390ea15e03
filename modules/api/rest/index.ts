export type { RouteHandler, Throttling } from "../../core";
export type { CognitoAuthorizer, IdentitySource, LambdaAuthorizer, RestAuthorizer } from "./authorizers";
export type { RestCors } from "./cors";
export type { JsonSchema } from "./models";
export { RestApi } from "./rest-api";
export { REST_API_DEFAULTS, type RestApiProps, type StageCache } from "./rest-api-props";
export { RestDomain } from "./rest-domain";
export type { RestDomainProps, RestStage } from "./rest-domain-props";
export type {
  CognitoAccess,
  IamAccess,
  LambdaAccess,
  LambdaTarget,
  MockTarget,
  OpenAccess,
  RestRoute,
  RouteAccess,
  RouteCache,
  StartExecutionTarget,
} from "./routes";
export type { ExecutionInput, StartableStateMachine } from "./start-execution";
export { UsagePlan } from "./usage-plan";
export type { RequestQuota, UsagePlanProps } from "./usage-plan-props";
