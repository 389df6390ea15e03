import type { InitiateAuthCommandOutput } from "@aws-sdk/client-cognito-identity-provider";
import { addUserToGroup } from "../adapters/add-user-to-group";
import { initiateAuth } from "../adapters/initiate-auth";
import { respondToAuthChallenge } from "../adapters/respond-to-auth-challenge";
import { updateItem } from "../adapters/update-item";
import { groups, type ChallengeAnswer, type Login, type Refresh } from "../contract";
import { Refusal } from "../refusal";
import { setting } from "../settings";

/** Tokens of a signed-in user. */
export interface Session {
  readonly customerId: string;
  readonly accessToken: string;
  readonly idToken: string;
  /** Absent in the answer to a refresh: the old token stays valid. */
  readonly refreshToken?: string;
  readonly expiresInSeconds: number;
}

/** Demand of a second factor. */
export interface Challenge {
  readonly challenge: string;
  readonly session: string;
  readonly username: string;
}

type AuthOutput = Pick<
  InitiateAuthCommandOutput,
  "AuthenticationResult" | "ChallengeName" | "ChallengeParameters" | "Session"
>;

interface IdClaims {
  readonly sub: string;
  readonly email: string;
  readonly name?: string;
  readonly "cognito:groups"?: readonly string[];
}

export async function login({ email, password }: Login): Promise<Session | Challenge> {
  const output = await initiateAuth("USER_PASSWORD_AUTH", email, { USERNAME: email, PASSWORD: password });
  if (!output.ChallengeName) return welcome(sessionOf(output));
  return {
    challenge: output.ChallengeName,
    session: output.Session ?? "",
    username: output.ChallengeParameters?.["USER_ID_FOR_SRP"] ?? email,
  };
}

export async function answerChallenge(answer: ChallengeAnswer): Promise<Session> {
  return welcome(sessionOf(await respondToAuthChallenge(answer)));
}

export async function refresh({ refreshToken, customerId }: Refresh): Promise<Session> {
  return sessionOf(await initiateAuth("REFRESH_TOKEN_AUTH", customerId, { REFRESH_TOKEN: refreshToken }));
}

/**
 * Records the sign-in. The first one makes a user a customer: whoever has no group becomes a member of the customers,
 * and gets tokens that say so. To lock somebody out, disable the user.
 */
async function welcome(session: Session): Promise<Session> {
  const claims = claimsOf(session.idToken);
  await updateItem({
    TableName: setting("CUSTOMERS_TABLE"),
    Key: { customerId: claims.sub },
    UpdateExpression:
      "SET email = :email, #name = :name, signedInAt = :now, createdAt = if_not_exists(createdAt, :now)",
    ExpressionAttributeNames: { "#name": "name" },
    ExpressionAttributeValues: {
      ":email": claims.email,
      ":name": claims.name ?? "",
      ":now": new Date().toISOString(),
    },
  });
  if ((claims["cognito:groups"] ?? []).length > 0 || !session.refreshToken) return session;
  await addUserToGroup(claims.sub, groups.customer);
  const { refreshToken, customerId } = session;
  return { ...session, ...(await refresh({ refreshToken, customerId })), refreshToken };
}

function sessionOf({ AuthenticationResult: result, ChallengeName }: AuthOutput): Session {
  if (!result?.AccessToken || !result.IdToken)
    throw new Refusal(
      "invalid-request",
      `Another challenge follows, which this API does not support: ${ChallengeName}`,
    );
  return {
    customerId: claimsOf(result.IdToken).sub,
    accessToken: result.AccessToken,
    idToken: result.IdToken,
    ...(result.RefreshToken && { refreshToken: result.RefreshToken }),
    expiresInSeconds: result.ExpiresIn ?? 0,
  };
}

/** The token comes from Cognito itself, so that nobody can have forged it. */
function claimsOf(idToken: string): IdClaims {
  return JSON.parse(Buffer.from(idToken.split(".")[1] ?? "", "base64url").toString("utf8")) as IdClaims;
}
