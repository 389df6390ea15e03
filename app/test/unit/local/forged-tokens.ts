import { createSecretKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { decodeJwt, exportSPKI, SignJWT, type JWTPayload } from "jose";
import type { Identity } from "../../../local/cognito/identity";

const SUB = "mallory";

/** One token for each way of being wrong. */
export async function forgedTokens(identity: Identity): Promise<Record<string, string>> {
  const good = await identity.issue(SUB);
  const claims = decodeJwt(good);
  const stranger = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
  const publicKeyAsSecret = createSecretKey(Buffer.from(await exportSPKI(identity.publicKey as never)));
  const sign = (key: KeyObject, alg = "RS256", kid = identity.keyId) =>
    new SignJWT(claims).setProtectedHeader({ alg, kid }).sign(key);
  const unsigned = (payload: JWTPayload) =>
    [{ alg: "none", kid: identity.keyId }, payload].map((part) => base64url(part)).join(".");
  return {
    "past its time": await identity.issue(SUB, { exp: Math.floor(Date.now() / 1000) - 60 }),
    "not yet valid": await identity.issue(SUB, { nbf: Math.floor(Date.now() / 1000) + 600 }),
    "of another issuer": await identity.issue(SUB, { iss: "https://example.com" }),
    "of another client": await identity.issue(SUB, { client_id: "another" }),
    "not signed": `${unsigned(claims)}.`,
    "signed by a stranger": await sign(stranger),
    "signed with the public key as a secret": await sign(publicKeyAsSecret, "HS256"),
    "signed with a key that nobody knows": await sign(stranger, "RS256", "unknown"),
    "an ID token": await identity.issueIdToken(SUB),
    "changed after it was signed": good.replace(/\.[^.]+\./, `.${base64url({ ...claims, sub: "alice" })}.`),
    "not a token": "nonsense",
  };
}

function base64url(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}
