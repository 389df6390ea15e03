/**
 * How long the clients of AWS services wait. The SDK by itself waits for ever for a service that is silent, and a function that waits is killed with
 * all it has in hand; one that gives up goes on with what it has kept, or answers that the caller should come back.
 */
export const awsClient = {
  maxAttempts: 2,
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 2_500, throwOnRequestTimeout: true },
} as const;
