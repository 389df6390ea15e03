import {
  AdminAddUserToGroupCommand,
  AdminGetUserCommand,
  AdminListGroupsForUserCommand,
  AdminRemoveUserFromGroupCommand,
  CognitoIdentityProviderClient,
} from "@aws-sdk/client-cognito-identity-provider";
import { tracer } from "../observability";
import { Refusal } from "../refusal";
import { setting } from "../settings";
import { awsClient } from "./aws-client";

/** The user pool is in the main region only, also for functions of the standby. */
const region = () => setting("USER_POOL_ID").split("_")[0]!;

let client: CognitoIdentityProviderClient | undefined;

const cognito = () =>
  (client ??= tracer.captureAWSv3Client(new CognitoIdentityProviderClient({ ...awsClient, region: region() })));

const user = (Username: string) => ({ UserPoolId: setting("USER_POOL_ID"), Username });

/** Returns the confirmed e-mail address of a user. @throws Refusal for an unknown user. */
export async function emailOf(userId: string): Promise<string> {
  const { UserAttributes = [] } = await existing(cognito().send(new AdminGetUserCommand(user(userId))));
  return UserAttributes.find(({ Name }) => Name === "email")?.Value ?? "";
}

/** Returns the groups of a user. @throws Refusal for an unknown user. */
export async function groupsOf(userId: string): Promise<readonly string[]> {
  const { Groups = [] } = await existing(cognito().send(new AdminListGroupsForUserCommand(user(userId))));
  return Groups.map(({ GroupName = "" }) => GroupName);
}

/** Adds a user to a group. Tokens name it from the next one on. */
export async function addToGroup(userId: string, GroupName: string): Promise<void> {
  await cognito().send(new AdminAddUserToGroupCommand({ ...user(userId), GroupName }));
}

/** Removes a user from a group. Tokens that name it are valid until they end. */
export async function removeFromGroup(userId: string, GroupName: string): Promise<void> {
  await cognito().send(new AdminRemoveUserFromGroupCommand({ ...user(userId), GroupName }));
}

async function existing<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    if ((error as Error).name === "UserNotFoundException") throw new Refusal("not-found", "There is no such user");
    throw error;
  }
}
