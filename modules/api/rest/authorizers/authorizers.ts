import { ApiGatewayAuthorizer } from "@cdktf/provider-aws/lib/api-gateway-authorizer";
import { LambdaPermission } from "@cdktf/provider-aws/lib/lambda-permission";
import type { Construct } from "constructs";
import type { RouteHandler } from "../../../core";
import { literalText } from "../literal-text";
import { TTL_SECONDS } from "../ttl";

/** Validates tokens of Cognito user pools in `Authorization`. */
export interface CognitoAuthorizer {
  /** Validates tokens of Cognito. */
  readonly type: "cognito";
  /** ARNs of the user pools: 1 to 1000. */
  readonly userPoolArns: readonly string[];
}

/** A function that returns a policy for the caller. */
export interface LambdaAuthorizer {
  /** Invokes a function. */
  readonly type: "lambda";
  /** Name of the function in `handlers`. */
  readonly handler: string;
  /**
   * Parts of the request that identify the caller, such as `header:authorization`, `query:key`, `context:path` or
   * `context:httpMethod`. A request without one of them is answered with 401. A single header `authorization` is passed
   * as a token, others with the whole request. @default header:authorization
   */
  readonly identitySources?: readonly IdentitySource[];
  /**
   * Coverage of the returned policy. API Gateway evaluates a cached policy for every route of the stage, so that one
   * for a single route answers other routes with 403: `route` needs `context:path` and `context:httpMethod` among the
   * sources, or no cache.
   */
  readonly policy: "stage" | "route";
  /** Seconds for which a policy is cached: 0 to 3600. @default 300 */
  readonly ttlSeconds?: number;
  /**
   * Regular expression of the whole token: `^Bearer .+$`. API Gateway answers other tokens with 401 and does not
   * invoke the function. Only for the single source `header:authorization`. @default all tokens
   */
  readonly tokenPattern?: string;
}

export type IdentitySource = `header:${string}` | `query:${string}` | `context:${string}`;

export type RestAuthorizer = CognitoAuthorizer | LambdaAuthorizer;

const PLACES = { header: "method.request.header", query: "method.request.querystring", context: "context" } as const;
const TOKEN_SOURCE = "header:authorization";

/** Sources of an authorizer; those of Cognito are fixed. */
export function identitySourcesOf(authorizer: RestAuthorizer): readonly IdentitySource[] {
  return (authorizer.type === "lambda" && authorizer.identitySources) || [TOKEN_SOURCE];
}

/** True if the function gets the token of `authorization` and no other part of the request. */
export function readsToken(sources: readonly IdentitySource[]): boolean {
  return sources.length === 1 && sources[0] === TOKEN_SOURCE;
}

/** Name of a source in API Gateway: `method.request.header.authorization`. */
export function sourceParameter(source: IdentitySource): string {
  const [kind, name] = source.split(":") as [keyof typeof PLACES, string];
  return `${PLACES[kind]}.${name}`;
}

interface AuthorizerPlace {
  readonly restApiId: string;
  readonly executionArn: string;
  readonly handlers: Readonly<Record<string, RouteHandler>>;
}

/** Creates an authorizer, and the permission to invoke its function. */
export function createAuthorizer(
  scope: Construct,
  name: string,
  authorizer: RestAuthorizer,
  { restApiId, executionArn, handlers }: AuthorizerPlace,
): ApiGatewayAuthorizer {
  const id = `authorizer-${name}`;
  if (authorizer.type === "cognito") {
    const providerArns = [...authorizer.userPoolArns];
    return new ApiGatewayAuthorizer(scope, id, { restApiId, name, type: "COGNITO_USER_POOLS", providerArns });
  }
  const sources = identitySourcesOf(authorizer);
  const handler = handlers[authorizer.handler]!;
  const created = new ApiGatewayAuthorizer(scope, id, {
    restApiId,
    name,
    type: readsToken(sources) ? "TOKEN" : "REQUEST",
    identityValidationExpression: authorizer.tokenPattern && literalText(authorizer.tokenPattern),
    authorizerUri: handler.invokeArn,
    identitySource: sources.map(sourceParameter).join(","),
    authorizerResultTtlInSeconds: authorizer.ttlSeconds ?? TTL_SECONDS,
  });
  new LambdaPermission(scope, `${id}-permission`, {
    action: "lambda:InvokeFunction",
    functionName: handler.functionName,
    qualifier: handler.aliasName,
    principal: "apigateway.amazonaws.com",
    sourceArn: `${executionArn}/authorizers/${created.id}`,
  });
  return created;
}
