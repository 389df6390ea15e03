import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import type { LogFields } from "../observability";

/** Response of an operation. */
export interface HttpResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cookies?: readonly string[];
  readonly body?: string;
  /** Additional fields of the request's log line. */
  readonly logFields?: LogFields;
}

export function jsonResponse(status: number, value: unknown): HttpResponse {
  return jsonTextResponse(status, JSON.stringify(value));
}

/** Returns text that is JSON already, byte for byte. */
export function jsonTextResponse(
  status: number,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): HttpResponse {
  return { status, headers: { "content-type": "application/json", ...headers }, body: text };
}

/** Converts to API Gateway's format. `no-store` keeps CloudFront and browsers from caching. */
export function toGatewayResult(response: HttpResponse): APIGatewayProxyStructuredResultV2 {
  return {
    statusCode: response.status,
    headers: { "cache-control": "no-store", "x-content-type-options": "nosniff", ...response.headers },
    ...(response.cookies && { cookies: [...response.cookies] }),
    ...(response.body !== undefined && { body: response.body }),
  };
}
