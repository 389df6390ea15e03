import { CognitoJwtVerifier } from "aws-jwt-verify";
import { FetchError, JwtBaseError } from "aws-jwt-verify/error";
import { SimpleJwksCache } from "aws-jwt-verify/jwk";
import { keysVariable } from "../contract";
import { setting } from "../settings";

/** Claims of an access token. */
export interface AccessClaims {
  readonly sub: string;
  readonly "cognito:groups"?: readonly string[];
}

type Verify = (token: string) => Promise<AccessClaims>;

let verify: Verify | undefined;

/**
 * Returns the claims of an access token of the user pool and its clients, or undefined if it is forged, expired, of
 * another client or of another use. @throws if the keys of the pool cannot be read.
 */
export async function verifyAccessToken(token: string): Promise<AccessClaims | undefined> {
  try {
    return await (verify ??= createVerifier())(token);
  } catch (error) {
    if (error instanceof JwtBaseError && !(error instanceof FetchError)) return undefined;
    throw error;
  }
}

/** With a copy of the keys, none is fetched: the authorizer of the standby works while the main region is lost. */
function createVerifier(): Verify {
  const userPoolId = setting("USER_POOL_ID");
  const document = process.env[keysVariable];
  const verifier = CognitoJwtVerifier.create(
    { userPoolId, clientId: setting("CLIENT_ID").split(","), tokenUse: "access" },
    { jwksCache: new SimpleJwksCache(document ? replicatedKeys(document) : emulatedKeys(userPoolId)) },
  );
  return (token) => verifier.verify(token);
}

type CacheOptions = ConstructorParameters<typeof SimpleJwksCache>[0];

/** Keys of a copy of the pool's document. */
function replicatedKeys(document: string): CacheOptions {
  return { fetcher: { fetch: async () => new TextEncoder().encode(document).buffer } };
}

/** Keys of an emulator, which issues tokens in the name of Cognito but publishes its keys elsewhere. */
function emulatedKeys(userPoolId: string): CacheOptions {
  const endpoint = process.env["AWS_ENDPOINT_URL"];
  if (!endpoint) return undefined;
  const fetchKeys = async () => (await fetch(`${endpoint}/${userPoolId}/.well-known/jwks.json`)).arrayBuffer();
  return { fetcher: { fetch: fetchKeys } };
}
