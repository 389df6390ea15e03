import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { tracer } from "../observability";
import { awsClient } from "./aws-client";

const MAX_AGE_MILLIS = 300_000;

const client = tracer.captureAWSv3Client(new SecretsManagerClient(awsClient));
const cached = new Map<string, { readonly text: string; readonly readAt: number }>();

/** Returns the text of a secret, which is cached for five minutes. @param fresh - reads it again. */
export async function readSecret(arn: string, fresh = false): Promise<string> {
  const known = cached.get(arn);
  if (known && !fresh && Date.now() - known.readAt < MAX_AGE_MILLIS) return known.text;
  const { SecretString: text = "" } = await client.send(new GetSecretValueCommand({ SecretId: arn }));
  cached.set(arn, { text, readAt: Date.now() });
  return text;
}
