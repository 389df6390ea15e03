import type { Construct } from "constructs";
import { Validation, checkLogRetention, checkName } from "../../core";
import { checkAuthorizer } from "./authorizer";
import { checkCors } from "./cors";
import type { HttpApiProps } from "./http-api";
import { checkAuthorization, checkRoutes } from "./routes";

/** Quotas of an account and region, of which one API can have no more. */
const MAX_REQUESTS_PER_SECOND = 10_000;
const MAX_BURST = 5_000;
/** The longest that an HTTP API waits for an integration. */
const MAX_TIMEOUT_SECONDS = 30;
const DOMAIN_NAME = /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}$/;

export const physicalName = (name: string): string => `${name}-http-api`;
export const authorizerName = (name: string): string => `${name}-jwt`;

/** Limits of `CreateApi`, `CreateAuthorizer`, `CreateRoute`, `CreateStage` and `CreateDomainName`. */
export function validateHttpApi(scope: Construct, id: string, props: HttpApiProps): void {
  const { name, stageName, routes, authorizer, handler, cors, throttling, logRetentionDays } = props;
  const validation = new Validation(scope, id);
  checkName(validation, "api name", physicalName(name));
  checkName(validation, "log group name", physicalName(name));
  checkName(validation, "stage name", stageName, "stageName");
  validation
    .check(stageName !== "$default", "stageName", stageName, "a name of its own", "name the stage")
    .integer(
      "handler.timeoutSeconds",
      handler.timeoutSeconds,
      1,
      MAX_TIMEOUT_SECONDS,
      "shorten the function's timeout: the caller would get 503 while it works on",
    )
    .integer(
      "throttling.requestsPerSecond",
      throttling.requestsPerSecond,
      1,
      MAX_REQUESTS_PER_SECOND,
      "stay within the account's quota",
    )
    .integer("throttling.burst", throttling.burst, 1, MAX_BURST, "stay within the account's quota");
  checkRoutes(validation, routes);
  checkAuthorization(validation, routes, authorizer !== undefined);
  checkAuthorizer(validation, authorizer);
  checkCors(validation, cors);
  checkLogRetention(validation, logRetentionDays);
  checkDomain(validation, props);
  validation.throwIfInvalid();
}

function checkDomain(validation: Validation, { customDomain, logKey: { region } }: HttpApiProps): void {
  validation
    .matches(
      "customDomain.name",
      customDomain?.name,
      DOMAIN_NAME,
      "a lower-case domain name without wildcard",
      "write it without scheme, path or trailing dot",
    )
    .matches(
      "customDomain.certificateArn",
      customDomain?.certificateArn,
      new RegExp(String.raw`^arn:aws:acm:${region}:\d{12}:certificate/[\w-]+$`),
      `the ARN of an ACM certificate in ${region}`,
      "request the certificate in the API's own region",
    );
}
