/**
 * Format of the access log: one JSON object per request. Values are API Gateway's context variables for HTTP APIs.
 *
 * `sourceIp` is the peer of the connection: CloudFront where the API is behind it. HTTP APIs cannot log headers, so
 * that the viewer's address is in the function's log, under the same `requestId`.
 */
export const ACCESS_LOG_FORMAT = JSON.stringify({
  requestId: "$context.requestId",
  sourceIp: "$context.identity.sourceIp",
  userAgent: "$context.identity.userAgent",
  requestTime: "$context.requestTime",
  httpMethod: "$context.httpMethod",
  path: "$context.path",
  routeKey: "$context.routeKey",
  status: "$context.status",
  protocol: "$context.protocol",
  responseLength: "$context.responseLength",
  error: "$context.error.message",
  authorizerError: "$context.authorizer.error",
  integrationError: "$context.integrationErrorMessage",
  integrationLatency: "$context.integrationLatency",
});
