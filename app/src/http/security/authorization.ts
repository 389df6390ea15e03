import * as z from "zod/mini";
import type { Scope } from "../../../contract";
import { HttpProblem } from "../problem";

/** Issuer and client of the access tokens. */
export interface Identity {
  readonly issuer: string;
  readonly clientId: string;
}

export interface Caller {
  readonly customerId: string;
}

const claimsSchema = z.object({
  /** Stored in the database and part of the signed text, hence only unambiguous characters. */
  sub: z.string().check(z.regex(/^[\x21-\x7e]{1,128}$/)),
  iss: z.string(),
  token_use: z.string(),
  client_id: z.string(),
  scope: z.string(),
});

/**
 * Repeats the checks of API Gateway's authorizer on the claims. Only the authorizer verifies signature and time;
 * token use, issuer and client would be unchecked if a route were deployed without its scopes.
 */
export function authorize(claims: unknown, scopes: readonly Scope[], identity: Identity): Caller {
  const parsed = claimsSchema.safeParse(claims);
  if (!parsed.success || !isOurs(parsed.data, identity)) {
    throw new HttpProblem(401, "unauthorized", "An access token of the shop is required", {
      headers: { "www-authenticate": "Bearer" },
    });
  }
  const scopesOfToken = parsed.data.scope.split(" ");
  if (!scopes.some((scope) => scopesOfToken.includes(scope))) {
    throw new HttpProblem(403, "insufficient-scope", `The access token needs one of the scopes ${scopes.join(", ")}`);
  }
  return { customerId: parsed.data.sub };
}

function isOurs(claims: z.infer<typeof claimsSchema>, identity: Identity): boolean {
  return claims.token_use === "access" && claims.iss === identity.issuer && claims.client_id === identity.clientId;
}
