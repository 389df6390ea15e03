import { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import { createHmac } from "node:crypto";
import { tracer } from "../observability";
import { Refusal } from "../refusal";
import { setting } from "../settings";
import { awsClient } from "./aws-client";
import { readSecret } from "./read-secret";

export const cognito = tracer.captureAWSv3Client(new CognitoIdentityProviderClient(awsClient));

/** Id of the app client, and the hash that proves the knowledge of its secret. */
export async function clientFor(username: string): Promise<{ readonly ClientId: string; readonly SecretHash: string }> {
  const text = await readSecret(setting("CLIENT_SECRET_ARN"));
  const { clientId, clientSecret } = JSON.parse(text) as { clientId: string; clientSecret: string };
  const SecretHash = createHmac("sha256", clientSecret).update(`${username}${clientId}`).digest("base64");
  return { ClientId: clientId, SecretHash };
}

const refusals: Readonly<Record<string, () => Refusal>> = {
  CodeMismatchException: () => new Refusal("invalid-code", "The code is wrong"),
  ExpiredCodeException: () => new Refusal("invalid-code", "The code has expired"),
  InvalidParameterException: () => new Refusal("invalid-request", "The request is invalid"),
  InvalidPasswordException: () => new Refusal("weak-password", "The password does not satisfy the rules"),
  LimitExceededException: () => new Refusal("too-many-requests", "Try again later"),
  NotAuthorizedException: wrongCredentials,
  TooManyFailedAttemptsException: () => new Refusal("too-many-requests", "Try again later"),
  TooManyRequestsException: () => new Refusal("too-many-requests", "Try again later"),
  UserNotConfirmedException: () => new Refusal("not-confirmed", "The e-mail address is not confirmed"),
  // Nobody learns whether an address has an account.
  UserNotFoundException: wrongCredentials,
  UsernameExistsException: () => new Refusal("already-registered", "The e-mail address is registered"),
};

function wrongCredentials(): Refusal {
  return new Refusal("wrong-credentials", "E-mail address, password or code are wrong");
}

/** Turns the refusals of Cognito into those of the API. */
export async function refusing<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    throw refusals[(error as Error).name]?.() ?? error;
  }
}
