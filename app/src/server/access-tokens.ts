import { JwtVerifier } from "aws-jwt-verify";
import { WaitPeriodNotYetEndedJwkError } from "aws-jwt-verify/error";
import { SimpleJwksCache } from "aws-jwt-verify/jwk";
import { TemporarilyUnavailable } from "../domain/errors";

const FETCH_TIMEOUT_MILLIS = 2_500;

/** Returns the claims of a valid access token; undefined without a token, or for an invalid one. */
export type ReadClaims = (authorization: string | undefined) => Promise<object | undefined>;

/**
 * Verifies signature, issuer and time of access tokens, as API Gateway's authorizer does. The application checks the
 * other claims. The issuer's keys are read at the first token, and again for an unknown key, at most every ten seconds.
 *
 * @throws TemporarilyUnavailable while no keys could be read.
 */
export function accessTokens(issuer: string): ReadClaims {
  let hasKeys = false;
  const fetchOnce = async (uri: string) => {
    const keys = await fetchKeys(uri);
    hasKeys = true;
    return keys;
  };
  const jwksCache = new SimpleJwksCache({ fetcher: { fetch: fetchOnce } });
  const verifier = JwtVerifier.create({ issuer, audience: null }, { jwksCache });
  return async (authorization) => {
    const token = /^(?:Bearer )?(\S+)$/i.exec(authorization ?? "")?.[1];
    if (!token) return undefined;
    try {
      return await verifier.verify(token);
    } catch (error) {
      if (error instanceof TemporarilyUnavailable) throw error;
      const isWaiting = error instanceof WaitPeriodNotYetEndedJwkError && !hasKeys;
      if (isWaiting) throw new TemporarilyUnavailable("identity", { cause: error });
      return undefined;
    }
  };
}

async function fetchKeys(uri: string): Promise<ArrayBuffer> {
  try {
    const answer = await fetch(uri, { signal: AbortSignal.timeout(FETCH_TIMEOUT_MILLIS) });
    if (!answer.ok) throw new Error(`The issuer's keys were answered with ${answer.status}`);
    return await answer.arrayBuffer();
  } catch (error) {
    throw new TemporarilyUnavailable("identity", { cause: error });
  }
}
