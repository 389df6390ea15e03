import { AdminAddUserToGroupCommand } from "@aws-sdk/client-cognito-identity-provider";
import { setting } from "../settings";
import { cognito, refusing } from "./cognito";

/** Adds a user to a group. Tokens name it from the next one on. */
export async function addUserToGroup(username: string, group: string): Promise<void> {
  const UserPoolId = setting("USER_POOL_ID");
  await refusing(cognito.send(new AdminAddUserToGroupCommand({ UserPoolId, Username: username, GroupName: group })));
}
