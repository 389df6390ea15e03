import { JwtVerifier } from "aws-jwt-verify";
import type { RouteContract } from "../../contract";
import type { Authorization } from "./gateway-event";

export interface AuthorizerOptions {
  readonly issuer: string;
  readonly clientId: string;
  /** Public keys of the issuer; they are read once. */
  readonly keys: { readonly keys: readonly object[] };
}

/** Response of API Gateway that replaces the call of the function. */
export interface Denial {
  readonly status: 401 | 403;
  readonly message: "Unauthorized" | "Forbidden";
  /** For the header `www-authenticate`. */
  readonly challenge: string;
}

export type Authorizer = (
  access: RouteContract["access"],
  header: string | undefined,
) => Promise<Authorization | Denial | undefined>;

/**
 * The JWT authorizer of the HTTP API: lets requests of routes with scopes through that carry a valid token with one of
 * them.
 */
export function jwtAuthorizer({ issuer, clientId, keys }: AuthorizerOptions): Authorizer {
  const verifier = JwtVerifier.create({
    issuer,
    audience: null,
    customJwtCheck: ({ payload }) => {
      if (payload["token_use"] !== "access" || payload["client_id"] !== clientId) throw new Error("not of this client");
    },
  });
  verifier.cacheJwks(keys as Parameters<typeof verifier.cacheJwks>[0]);
  return async (access, header) => {
    if (typeof access === "string") return undefined;
    const token = /^(?:Bearer )?(\S+)$/i.exec(header ?? "")?.[1];
    if (!token) return unauthorized("Bearer");
    const payload = await verifier.verify(token).catch(() => undefined);
    if (!payload) return unauthorized('Bearer scope="" error="invalid_token" error_description="invalid token"');
    const scopes = String(payload["scope"] ?? "").split(" ");
    return access.some((scope) => scopes.includes(scope)) ? { claims: claimsOf(payload), scopes } : forbidden(access);
  };
}

export function isDenial(outcome: Authorization | Denial | undefined): outcome is Denial {
  return outcome !== undefined && "challenge" in outcome;
}

function unauthorized(challenge: string): Denial {
  return { status: 401, message: "Unauthorized", challenge };
}

function forbidden(scopes: readonly string[]): Denial {
  const challenge = `Bearer scope="${scopes.join(" ")}" error="insufficient_scope"`;
  return { status: 403, message: "Forbidden", challenge };
}

/** Every claim as text, lists in brackets. */
function claimsOf(payload: object): Record<string, string> {
  const asText = (value: unknown) => (Array.isArray(value) ? `[${value.join(" ")}]` : String(value));
  return Object.fromEntries(Object.entries(payload).map(([name, value]) => [name, asText(value)]));
}
