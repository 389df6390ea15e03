/** SSM parameters below the parameter path, by the names that the application reads. */
export const parameterNames = [
  "database/endpoint",
  "database/reader-endpoint",
  "database/name",
  "database/credentials-arn",
  "cache/endpoint",
  "cache/port",
  "origin/credentials-arn",
  "session/credentials-arn",
  "orders/queue-url",
  "payments/workflow-arn",
  "identity/issuer",
  "identity/client-id",
] as const;

export type ParameterName = (typeof parameterNames)[number];

/** SSM parameters below the same path that the front-end pipeline reads to publish the site. */
export const siteParameters = { bucket: "site/bucket", distribution: "site/distribution" } as const;
