/** Timeouts of the AWS clients. The SDK's default waits without limit for a silent service until the function ends. */
export const awsClient = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 2_500, throwOnRequestTimeout: true },
} as const;
