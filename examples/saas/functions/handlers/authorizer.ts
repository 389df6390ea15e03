import type { APIGatewayAuthorizerResult, APIGatewayTokenAuthorizerEvent, Context, Statement } from "aws-lambda";
import { verifyAccessToken, type AccessClaims } from "../auth/verify-token";
import { policyFor } from "../contract";
import { logger, observed } from "../observability";

const Action = "execute-api:Invoke";

/**
 * Authorizer of type TOKEN. Its policy covers the whole stage, because API Gateway caches it by token and evaluates it
 * for every route.
 */
export function handler(
  { authorizationToken, methodArn }: APIGatewayTokenAuthorizerEvent,
  context: Context,
): Promise<APIGatewayAuthorizerResult> {
  return observed("authorize", context, async () => {
    const claims = await verifyAccessToken(authorizationToken.replace(/^Bearer /i, ""));
    if (!claims) {
      logger.info("Unauthorized");
      // API Gateway answers this very message with 401, and any other with 500.
      throw new Error("Unauthorized");
    }
    return authorization(claims, methodArn);
  });
}

function authorization(claims: AccessClaims, methodArn: string): APIGatewayAuthorizerResult {
  const groups = claims["cognito:groups"] ?? [];
  // arn:aws:execute-api:<region>:<account>:<api>/<stage>/<method>/<path>
  const [api, stage] = methodArn.split("/");
  const Resource = policyFor(groups).map((route) => `${api}/${stage}/${route}`);
  const statement: Statement = { Action, Effect: "Allow", Resource };
  return {
    principalId: claims.sub,
    policyDocument: { Version: "2012-10-17", Statement: [statement] },
    context: { userId: claims.sub, groups: groups.join(",") },
  };
}
