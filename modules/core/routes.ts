import { arn } from "./arns/arn-rule";
import { integer, type Rule } from "./validation/rules";
import { fields } from "./validation/field-rules";

/** The function behind an API, such as a `ContainerFunction`. */
export interface RouteHandler {
  /** Physical name of the function, in the region of the API. */
  readonly functionName: string;
  /** Alias that the API invokes. */
  readonly aliasName: string;
  /** Invocation ARN of the alias. */
  readonly invokeArn: string;
  /** Region of the function, for an `invokeArn` that is unknown until plan. @default not compared */
  readonly region?: string;
  /** Timeout of the function in seconds: 1 to 30 behind HTTP APIs, 1 to 29 behind REST APIs, which wait no longer. */
  readonly timeoutSeconds: number;
}

/** Limits of requests; API Gateway answers requests over a limit with 429. */
export interface Throttling {
  /** Steady rate in requests per second: 1 to 10,000 (quota of an account and region). */
  readonly requestsPerSecond: number;
  /** Concurrent requests: 1 to 5,000 (quota of an account and region). */
  readonly burst: number;
}

/** Quotas of an account and region. */
const MAX_REQUESTS_PER_SECOND = 10_000;
const MAX_BURST = 5_000;

/** Accepts limits within the quotas of an account. */
export function throttlingRules(): Rule<Throttling> {
  const fix = "stay within the account's quota";
  return fields<Throttling>(() => ({
    requestsPerSecond: integer(1, MAX_REQUESTS_PER_SECOND, fix),
    burst: integer(1, MAX_BURST, fix),
  }));
}

/** Accepts invocation ARNs of aliases in the region of an API, which has a permission by their function's name. */
export function invocationArn(region: string): Rule<string> {
  const resource = /path\/2015-03-31\/functions\/[\w:-]+\/invocations/;
  const parts = { of: "the invocation of an alias", service: "apigateway", resource, region, accounts: ["lambda"] };
  return arn(parts, "pass invokeArn of a function of the API's region");
}
