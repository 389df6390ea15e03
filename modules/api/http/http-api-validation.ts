import type { Construct } from "constructs";
import {
  AwsStack,
  Validation,
  requireProps,
  certificateArn,
  domainName,
  inRegion,
  integer,
  invocationArn,
  logRetention,
  physicalName,
  providerOfRegion,
  referenceIn,
  satisfying,
  throttlingRules,
  type RequiredProps,
} from "../../core";
import { AUTHORIZER_RULES } from "./authorizer";
import { CORS_RULES } from "./cors";
import { apiName, type HttpApiProps } from "./http-api-props";
import { routeRules } from "./routes";

/** Maximum integration timeout of an HTTP API. */
const MAX_TIMEOUT_SECONDS = 30;

const REQUIRED: RequiredProps<HttpApiProps> = {
  name: "string",
  stageName: "string",
  routes: "list",
  handler: { functionName: "string", aliasName: "string", invokeArn: "string", timeoutSeconds: "number" },
  cors: { allowOrigins: "list", allowMethods: "list", allowHeaders: "list" },
  throttling: { requestsPerSecond: "number", burst: "number" },
  logKey: "object",
};

/** Limits of `CreateApi`, `CreateAuthorizer`, `CreateRoute`, `CreateStage` and `CreateDomainName`. */
export function validateHttpApi(scope: Construct, id: string, props: HttpApiProps): void {
  requireProps(scope, id, props, REQUIRED);
  const { region } = props.regional ?? AwsStack.of(scope);
  new Validation(scope, id)
    .props(props, {
      name: [
        (name) => physicalName("api name")(apiName(name)),
        (name) => physicalName("log group name")(apiName(name)),
      ],
      stageName: [
        physicalName("stage name", "stageName"),
        satisfying((name) => name !== "$default", "a name other than $default", "name the stage"),
      ],
      routes: routeRules(props.authorizer !== undefined, props.cors.allowOrigins.length > 0),
      regional: providerOfRegion(),
      "handler.timeoutSeconds": integer(
        1,
        MAX_TIMEOUT_SECONDS,
        "shorten the function's timeout: API Gateway answers 503 while the function still runs",
      ),
      throttling: throttlingRules(),
      logRetentionDays: logRetention(),
      logKey: inRegion(region, "encrypt the access logs with a key of the API's region"),
      "customDomain.name": domainName(),
      "customDomain.certificateArn": certificateArn(region, "request the certificate in the API's region"),
      handler: referenceIn(region, "invokeArn", invocationArn),
      ...AUTHORIZER_RULES,
      ...CORS_RULES,
    })
    .throwIfInvalid();
}
