import { createSecretKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { createLocalJWKSet, exportJWK, exportSPKI, jwtVerify, SignJWT, type JWTPayload } from "jose";

export const clientId = "the-storefront";
export const issuer = "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Tests";

const KEY_ID = "current";

/** Signs access tokens as the user pool does, and verifies them as API Gateway's authorizer does. */
export class Identity {
  readonly #keys = generateKeyPairSync("rsa", { modulusLength: 2048 });

  token(sub: string, scopes: readonly string[], claims: JWTPayload = {}): Promise<string> {
    return this.#sign(this.#keys.privateKey, { ...accessClaims(sub, scopes), ...claims });
  }

  /** The claims of a valid token, all as text like API Gateway hands them on; undefined for any other. */
  async verify(token: string): Promise<Record<string, string> | undefined> {
    try {
      const jwk = { ...(await exportJWK(this.#keys.publicKey)), kid: KEY_ID, alg: "RS256" };
      const { payload } = await jwtVerify(token, createLocalJWKSet({ keys: [jwk] }), { issuer, algorithms: ["RS256"] });
      return Object.fromEntries(Object.entries(payload).map(([name, value]) => [name, String(value)]));
    } catch {
      return undefined;
    }
  }

  /** One token for each way of being wrong. */
  async badTokens(sub: string, scopes: readonly string[]): Promise<Record<string, string>> {
    const claims = accessClaims(sub, scopes);
    const foreign = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
    const publicKeyAsSecret = createSecretKey(Buffer.from(await exportSPKI(this.#keys.publicKey as never)));
    const base64 = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const good = await this.token(sub, scopes);
    return {
      "past its time": await this.token(sub, scopes, { exp: Math.floor(Date.now() / 1000) - 60 }),
      "of another issuer": await this.token(sub, scopes, { iss: "https://example.com" }),
      "not signed": `${base64({ alg: "none", kid: KEY_ID })}.${base64(claims)}.`,
      "signed with another key": await this.#sign(foreign, claims),
      "signed with the public key": await this.#sign(publicKeyAsSecret, claims, "HS256"),
      "signed with a key that nobody knows": await this.#sign(foreign, claims, "RS256", "unknown"),
      changed: good.replace(/\.[^.]+\./, `.${base64({ ...claims, sub: "somebody-else" })}.`),
      "no token at all": "nonsense",
    };
  }

  #sign(key: KeyObject, claims: JWTPayload, alg = "RS256", kid = KEY_ID): Promise<string> {
    return new SignJWT(claims).setProtectedHeader({ alg, kid }).sign(key);
  }
}

function accessClaims(sub: string, scopes: readonly string[]): JWTPayload {
  const now = Math.floor(Date.now() / 1000);
  return {
    sub,
    iss: issuer,
    client_id: clientId,
    token_use: "access",
    scope: scopes.join(" "),
    iat: now,
    exp: now + 3600,
  };
}
