import { Apigatewayv2Authorizer } from "@cdktf/provider-aws/lib/apigatewayv2-authorizer";
import type { Construct } from "constructs";
import { matching, satisfying } from "../../core";

/** Issuer and audience of the tokens that the API accepts. */
export interface JwtAuthorizer {
  /**
   * `iss` of the tokens, character by character, below which API Gateway finds the signing keys: the `issuer` of a
   * `UserPool`. Some identity providers have a final slash, Cognito has none.
   */
  readonly issuer: string;
  /**
   * Accepted values of a token's `aud`, or of `client_id` where it has no `aud`: client ids of the user pool. 1 to 50
   * (quota of an authorizer).
   */
  readonly audience: readonly string[];
}

const MAX_AUDIENCES = 50;

/** Creates the authorizer that checks signature, issuer, audience and times of the token in `Authorization`. */
export function createAuthorizer(
  scope: Construct,
  apiId: string,
  name: string,
  { issuer, audience }: JwtAuthorizer,
): Apigatewayv2Authorizer {
  return new Apigatewayv2Authorizer(scope, "authorizer", {
    apiId,
    name,
    authorizerType: "JWT",
    identitySources: ["$request.header.Authorization"],
    jwtConfiguration: { issuer, audience: [...audience] },
  });
}

/** Limits of `CreateAuthorizer`. */
export const AUTHORIZER_RULES = {
  "authorizer.issuer": matching(
    /^https:\/\/[a-z0-9.-]+(?::\d+)?(?:\/[\w.~-]+)*\/?$/,
    "an https URL without query",
    "pass the issuer of the user pool",
  ),
  "authorizer.audience": satisfying<readonly string[]>(
    ({ length }) => length > 0 && length <= MAX_AUDIENCES,
    `1 to ${MAX_AUDIENCES} client ids`,
    "list the clients whose tokens are accepted",
  ),
};
