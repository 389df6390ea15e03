import {
  RespondToAuthChallengeCommand,
  type RespondToAuthChallengeCommandOutput,
} from "@aws-sdk/client-cognito-identity-provider";
import type { ChallengeAnswer } from "../contract";
import { clientFor, cognito, refusing } from "./cognito";

/** Answers a challenge with the code of the second factor. */
export async function respondToAuthChallenge({
  challenge,
  session,
  username,
  code,
}: ChallengeAnswer): Promise<RespondToAuthChallengeCommandOutput> {
  const { ClientId, SecretHash: SECRET_HASH } = await clientFor(username);
  const command = new RespondToAuthChallengeCommand({
    ClientId,
    ChallengeName: challenge,
    Session: session,
    ChallengeResponses: { USERNAME: username, SECRET_HASH, [`${challenge}_CODE`]: code },
  });
  return refusing(cognito.send(command));
}
