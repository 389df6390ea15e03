import { Apigatewayv2Authorizer } from "@cdktf/provider-aws/lib/apigatewayv2-authorizer";
import type { Construct } from "constructs";
import type { Validation } from "../../core";

/** Whose tokens the API accepts. */
export interface JwtAuthorizer {
  /** The `iss` of the tokens; the keys that sign them are found below it: the `issuer` of a `UserPool`. */
  readonly issuer: string;
  /** What a token's `aud`, or `client_id` where it has none, must be one of: client ids of the user pool. */
  readonly audience: readonly string[];
}

const MAX_AUDIENCES = 50;

/** The gateway checks signature, issuer, audience and times of the token in the Authorization header. */
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
export function checkAuthorizer(validation: Validation, authorizer: JwtAuthorizer | undefined): void {
  if (!authorizer) return;
  const { issuer, audience } = authorizer;
  validation
    .matches(
      "authorizer.issuer",
      issuer,
      /^https:\/\/[a-z0-9.-]+(?:\/[\w.~-]+)*$/,
      "an https URL without a final slash",
      "pass the user pool's issuer",
    )
    .check(
      audience.length > 0 && audience.length <= MAX_AUDIENCES,
      "authorizer.audience",
      audience,
      `1 to ${MAX_AUDIENCES} client ids`,
      "name the clients whose tokens are accepted",
    );
}
