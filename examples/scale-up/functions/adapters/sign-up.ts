import { SignUpCommand } from "@aws-sdk/client-cognito-identity-provider";
import type { Registration } from "../contract";
import { clientFor, cognito, refusing } from "./cognito";

/** Creates a user, who gets a code by e-mail. @returns the user's id. */
export async function signUp({ email, password, name }: Registration): Promise<string> {
  const command = new SignUpCommand({
    ...(await clientFor(email)),
    Username: email,
    Password: password,
    UserAttributes: [
      { Name: "email", Value: email },
      { Name: "name", Value: name },
    ],
  });
  const { UserSub: id = "" } = await refusing(cognito.send(command));
  return id;
}
