import { ApiGatewayGatewayResponse } from "@cdktf/provider-aws/lib/api-gateway-gateway-response";
import type { Construct } from "constructs";
import { gatewayCorsHeaders, headerParameters, type RestCors } from "./cors";

interface GatewayAnswer {
  readonly id: string;
  readonly responseType: string;
  /** Status instead of API Gateway's own. */
  readonly statusCode?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const ANSWERS: readonly GatewayAnswer[] = [
  { id: "gateway-4xx", responseType: "DEFAULT_4XX" },
  { id: "gateway-5xx", responseType: "DEFAULT_5XX" },
  // API Gateway takes a request without a route for one without a signature.
  { id: "gateway-not-found", responseType: "MISSING_AUTHENTICATION_TOKEN", statusCode: "404" },
  { id: "gateway-throttled", responseType: "THROTTLED", headers: { "Retry-After": "'1'" } },
];

/** Creates the answers of API Gateway itself: without CORS headers, scripts cannot read the status of an error. */
export function createGatewayResponses(scope: Construct, restApiId: string, cors: RestCors | "none"): void {
  for (const { id, responseType, statusCode, headers } of ANSWERS) {
    const all = { ...gatewayCorsHeaders(cors), ...headers };
    new ApiGatewayGatewayResponse(scope, id, {
      restApiId,
      responseType,
      statusCode,
      responseParameters: headerParameters(all, "gatewayresponse.header", (value) => value),
      responseTemplates: { "application/json": '{"message":$context.error.messageString}' },
    });
  }
}
