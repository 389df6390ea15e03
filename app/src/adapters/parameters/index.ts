import { TemporarilyUnavailable } from "../../domain/errors";
import { awsClient } from "../aws-client";

/** Reads all parameters below the path, by name without the path, once for the life of the process. */
export async function readParameters(path: string): Promise<Readonly<Record<string, string>>> {
  const { SSMProvider } = await import("../aws-clients/ssm");
  try {
    return (
      (await new SSMProvider({ clientConfig: awsClient }).getMultiple(path, { recursive: true, decrypt: true })) ?? {}
    );
  } catch (error) {
    throw new TemporarilyUnavailable("configuration", { cause: error });
  }
}
