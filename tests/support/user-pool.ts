import { createServer } from "node:http";
import { generateKeyPairSync, sign, type KeyObject } from "node:crypto";
import { once } from "node:events";
import type { AddressInfo } from "node:net";

export const USER_POOL_ID = "us-east-1_Example1";

/** Issuer of the tokens of the pool. */
export const ISSUER = `https://cognito-idp.us-east-1.amazonaws.com/${USER_POOL_ID}`;

/** Key pair of a user pool. */
export interface Pool {
  readonly privateKey: KeyObject;
  /** Address for `AWS_ENDPOINT_URL`, below which the public keys are. */
  readonly url: string;
  stop(): void;
}

/** Publishes the public key of a new pair as a user pool does. */
export async function startPool(): Promise<Pool> {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const keys = [{ ...publicKey.export({ format: "jwk" }), kid: "pool-key", alg: "RS256", use: "sig" }];
  const server = createServer((request, response) => {
    const isKnown = request.url === `/${USER_POOL_ID}/.well-known/jwks.json`;
    response.writeHead(isKnown ? 200 : 404).end(JSON.stringify({ keys }));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return { privateKey, url: `http://127.0.0.1:${port}`, stop: () => void server.close() };
}

/** Signs claims by RS256. @param header - fields that differ from those of the pool. */
export function signed(privateKey: KeyObject, claims: object, header: object = {}): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const text = `${part({ alg: "RS256", typ: "JWT", kid: "pool-key", ...header })}.${part(claims)}`;
  return `${text}.${sign("sha256", Buffer.from(text), privateKey).toString("base64url")}`;
}
