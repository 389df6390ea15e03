import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";

/** What an operation answers. */
export interface HttpResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cookies?: readonly string[];
  readonly body?: string;
}

export function jsonResponse(status: number, value: unknown): HttpResponse {
  return jsonTextResponse(status, JSON.stringify(value));
}

/** For text that is JSON already and must not change by a byte. */
export function jsonTextResponse(
  status: number,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): HttpResponse {
  return { status, headers: { "content-type": "application/json", ...headers }, body: text };
}

/** As API Gateway wants it. Nothing of the API may be kept by caches on the way: CloudFront and browsers ask every time. */
export function toGatewayResult(response: HttpResponse): APIGatewayProxyStructuredResultV2 {
  return {
    statusCode: response.status,
    headers: { "cache-control": "no-store", "x-content-type-options": "nosniff", ...response.headers },
    ...(response.cookies && { cookies: [...response.cookies] }),
    ...(response.body !== undefined && { body: response.body }),
  };
}
