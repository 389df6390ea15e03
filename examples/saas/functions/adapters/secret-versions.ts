import {
  DescribeSecretCommand,
  GetRandomPasswordCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from "@aws-sdk/client-secrets-manager";
import { tracer } from "../observability";
import { awsClient } from "./aws-client";

const client = tracer.captureAWSv3Client(new SecretsManagerClient(awsClient));

export type Stage = "AWSCURRENT" | "AWSPENDING" | "AWSPREVIOUS";

/** Returns the text of a version, or undefined if the secret has no such version. */
export async function readVersion(
  SecretId: string,
  VersionStage: Stage,
  VersionId?: string,
): Promise<string | undefined> {
  try {
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId, VersionStage, VersionId }));
    return SecretString;
  } catch (error) {
    if ((error as Error).name === "ResourceNotFoundException") return undefined;
    throw error;
  }
}

/** Writes the pending version. */
export async function writePending(SecretId: string, ClientRequestToken: string, SecretString: string): Promise<void> {
  const VersionStages = ["AWSPENDING"];
  await client.send(new PutSecretValueCommand({ SecretId, ClientRequestToken, SecretString, VersionStages }));
}

/** Returns a password of 32 characters that needs no encoding in an address. */
export async function randomPassword(): Promise<string> {
  const command = new GetRandomPasswordCommand({ PasswordLength: 32, ExcludePunctuation: true });
  const { RandomPassword = "" } = await client.send(command);
  return RandomPassword;
}

/** Id of the current version. */
export async function currentVersion(SecretId: string): Promise<string | undefined> {
  const { VersionIdsToStages = {} } = await client.send(new DescribeSecretCommand({ SecretId }));
  return Object.keys(VersionIdsToStages).find((id) => VersionIdsToStages[id]?.includes("AWSCURRENT"));
}

/** Makes a version the current one, and the other the previous one. */
export async function makeCurrent(SecretId: string, MoveToVersionId: string, current?: string): Promise<void> {
  const input = { SecretId, VersionStage: "AWSCURRENT", MoveToVersionId, RemoveFromVersionId: current };
  await client.send(new UpdateSecretVersionStageCommand(input));
}
