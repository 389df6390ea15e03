import { ConfirmSignUpCommand } from "@aws-sdk/client-cognito-identity-provider";
import type { Confirmation } from "../contract";
import { clientFor, cognito, refusing } from "./cognito";

/** Confirms the e-mail address of a user by the code. */
export async function confirmSignUp({ email, code }: Confirmation): Promise<void> {
  const client = await clientFor(email);
  await refusing(cognito.send(new ConfirmSignUpCommand({ ...client, Username: email, ConfirmationCode: code })));
}
