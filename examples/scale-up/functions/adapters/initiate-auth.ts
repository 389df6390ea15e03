import { InitiateAuthCommand, type InitiateAuthCommandOutput } from "@aws-sdk/client-cognito-identity-provider";
import { clientFor, cognito, refusing } from "./cognito";

/** Signs a user in by password, or exchanges a refresh token. @param username - name in the hash of the client. */
export async function initiateAuth(
  flow: "USER_PASSWORD_AUTH" | "REFRESH_TOKEN_AUTH",
  username: string,
  parameters: Readonly<Record<string, string>>,
): Promise<InitiateAuthCommandOutput> {
  const { ClientId, SecretHash: SECRET_HASH } = await clientFor(username);
  const AuthParameters = { ...parameters, SECRET_HASH };
  return refusing(cognito.send(new InitiateAuthCommand({ AuthFlow: flow, ClientId, AuthParameters })));
}
