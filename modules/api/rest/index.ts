export type { RouteHandler, Throttling } from "../../core";
export type { CognitoAuthorizer, IdentitySource, LambdaAuthorizer, RestAuthorizer } from "./authorizers/authorizers";
export type { RestCors } from "./answers/cors";
export type { JsonSchema } from "./models";
export { RestApi } from "./rest-api";
export { REST_API_DEFAULTS, type RestApiProps, type StageCache } from "./rest-api-props";
export { RestDomain } from "./domains/rest-domain";
export type { RestDomainProps, RestStage } from "./domains/rest-domain-props";
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
} from "./routes/routes";
export type { ExecutionInput, StartableStateMachine } from "./routes/start-execution";
export { UsagePlan } from "./usage-plans/usage-plan";
export type { RequestQuota, UsagePlanProps } from "./usage-plans/usage-plan-props";
