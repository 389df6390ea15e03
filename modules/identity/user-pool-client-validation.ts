import type { Construct } from "constructs";
import {
  Validation,
  requireProps,
  each,
  integer,
  matching,
  nonEmpty,
  oneOf,
  physicalName,
  satisfying,
  unique,
} from "../core";
import type { UserPoolClientProps } from "./user-pool-client-props";

/** Scopes that every user pool has. */
const STANDARD_SCOPES = ["openid", "email", "phone", "profile", "aws.cognito.signin.user.admin"];
const MAX_RETURN_URLS = 100;
/** Cognito accepts plain HTTP for localhost only. */
const SITE_URL = /^(?:https:\/\/[a-z0-9.-]+(?::\d{1,5})?|http:\/\/localhost(?::\d{1,5})?)$/;

/** Checks a client against the limits of `CreateUserPoolClient`. */
export function validateUserPoolClient(scope: Construct, id: string, props: UserPoolClientProps): void {
  requireProps(scope, id, props, { name: "string", userPool: "object", scopes: "list" });
  const known = [...STANDARD_SCOPES, ...props.userPool.scopeNames];
  new Validation(scope, id)
    .props(props, {
      name: physicalName("user pool client name"),
      scopes: [
        nonEmpty("at least one scope", "list the scopes that the client requests"),
        each(oneOf(known, "add it to the pool's resource server, or correct it")),
        unique(),
      ],
      identityProviders: [
        nonEmpty("at least one provider", "list who signs users in"),
        each(oneOf(["COGNITO", ...props.userPool.identityProviderNames], "add it to the pool before the client")),
        unique(),
      ],
      tokenMinutes: integer(5, 1_440, "choose a lifetime that Cognito offers"),
      refreshTokenDays: integer(1, 3_650, "choose a lifetime that Cognito offers"),
    })
    .throwIfInvalid();
}

/** Checks one more site that the sign-in pages return to. `count` is the number of sites with it. */
export function validateReturn(scope: Construct, id: string, siteUrl: string, count: number): void {
  new Validation(scope, id)
    .apply("allowReturnTo", siteUrl, matching(SITE_URL, "https:// and a host without path", "pass the site's origin"))
    .apply(
      "allowReturnTo",
      count,
      satisfying(
        (sites) => sites <= MAX_RETURN_URLS,
        `at most ${MAX_RETURN_URLS} sites`,
        "create a client for each group of sites",
      ),
    )
    .throwIfInvalid();
}
