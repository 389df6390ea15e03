import { generateKeyPairSync, randomUUID, type KeyObject } from "node:crypto";
import { exportJWK, SignJWT, type JWK, type JWTPayload } from "jose";
import { resourceServer } from "../../contract";

/** Scopes that the storefront may ask for. */
export const storefrontScopes: readonly string[] = [
  "openid",
  ...Object.keys(resourceServer.scopes).map((scope) => `${resourceServer.identifier}/${scope}`),
];

export interface Subject {
  readonly sub: string;
  readonly username: string;
  readonly scopes: readonly string[];
}

const LIFETIME_SECONDS = 3600;

/** Signs tokens with the claims of a user pool. The key lives as long as the process. */
export class TokenIssuer {
  readonly keyId = randomUUID();
  readonly publicKey: KeyObject;
  readonly #privateKey: KeyObject;

  constructor(
    readonly issuer: string,
    readonly clientId: string,
  ) {
    const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    this.publicKey = publicKey;
    this.#privateKey = privateKey;
  }

  /** The public keys, as the user pool publishes them. */
  async keys(): Promise<{ readonly keys: readonly JWK[] }> {
    return { keys: [{ ...(await exportJWK(this.publicKey)), kid: this.keyId, alg: "RS256", use: "sig" }] };
  }

  /** @param overrides - claims that differ from a valid token's. */
  accessToken({ sub, username, scopes }: Subject, overrides: JWTPayload = {}): Promise<string> {
    return this.#sign({
      ...this.#claims(sub, "access"),
      version: 2,
      client_id: this.clientId,
      scope: scopes.join(" "),
      username,
      ...overrides,
    });
  }

  idToken({ sub, username }: Subject): Promise<string> {
    return this.#sign({ ...this.#claims(sub, "id"), aud: this.clientId, "cognito:username": username });
  }

  #claims(sub: string, use: "access" | "id"): JWTPayload {
    const now = Math.floor(Date.now() / 1000);
    const times = { auth_time: now, iat: now, exp: now + LIFETIME_SECONDS };
    return { sub, iss: this.issuer, token_use: use, origin_jti: randomUUID(), jti: randomUUID(), ...times };
  }

  #sign(claims: JWTPayload): Promise<string> {
    return new SignJWT(claims).setProtectedHeader({ alg: "RS256", kid: this.keyId }).sign(this.#privateKey);
  }
}
