/**
 * Timeouts of the AWS clients. The SDK's default waits without limit for a silent service until the function is
 * killed; with a timeout the function continues with cached values, or asks the caller to retry.
 */
export const awsClient = {
  maxAttempts: 2,
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 2_500, throwOnRequestTimeout: true },
} as const;
