import type { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { SFNClient } from "@aws-sdk/client-sfn";
import { callOf, traced } from "../observability";

/**
 * Timeouts of the AWS clients. The SDK's default waits without limit for a silent service until the function is
 * killed; with a timeout the function continues with cached values, or asks the caller to retry.
 */
export const awsClient = {
  maxAttempts: 2,
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 2_500, throwOnRequestTimeout: true },
} as const;

/** Makes each call of the client, with its attempts, an operation of the trace. @returns the client */
export function tracedCalls<Client extends SFNClient | SecretsManagerClient>(client: Client): Client {
  // The clients' stacks differ in the types of their inputs only, which the middleware passes on.
  const { middlewareStack } = client as SFNClient;
  middlewareStack.add(
    (next, { clientName = "", commandName = "" }) =>
      (args) => {
        const [service, operation] = [clientName.replace(/Client$/, ""), commandName.replace(/Command$/, "")];
        const options = { name: `${service}.${operation}`, attributes: callOf(service, operation) };
        return traced({ kind: "client", ...options }, () => next(args));
      },
    { name: "tracedCalls", step: "initialize" },
  );
  return client;
}
