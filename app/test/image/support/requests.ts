import { gatewayEvent } from "../../../local/api-gateway/gateway-event";
import { undocumented } from "../../support/openapi-contract";
import { findRoute } from "../../../src/server/find-route";

/** A page that is never cached, so that its answer needs the database; no product precedes it. */
export const uncachedList = "/api/products?limit=5&after=00000000-0000-4000-8000-000000000000";

export interface Answer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly text: string;
  // The tests say what they expect of it.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly json: any;
}

export interface RequestOptions {
  readonly token?: string;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
  /** Instead of `body`: text that need not be JSON. */
  readonly rawBody?: string;
  /** The answer is not the shop's, but that of a probe. @default false */
  readonly isProbe?: boolean;
}

/** @throws Error if the answer differs from the OpenAPI document. */
export async function send(url: string, method: string, options: RequestOptions = {}): Promise<Answer> {
  const { token, headers, body, rawBody = body === undefined ? undefined : JSON.stringify(body) } = options;
  const response = await fetch(url, {
    method,
    headers: {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(rawBody !== undefined && { "content-type": "application/json" }),
      ...headers,
    },
    body: rawBody,
  });
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.includes("json");
  const { status } = response;
  const headersOfAnswer = Object.fromEntries(response.headers);
  const { pathname, search } = new URL(url);
  const differences = options.isProbe
    ? []
    : undocumented(method, pathname + search, { status, headers: headersOfAnswer, text });
  if (differences.length > 0) throw new Error(differences.join("\n"));
  return {
    status,
    headers: headersOfAnswer,
    text,
    json: isJson && JSON.parse(text),
  };
}

/** A request that has no body. */
export interface DirectRequest {
  readonly method: string;
  readonly target: string;
  /** Claims that the authorizer adds. */
  readonly claims?: Readonly<Record<string, string>>;
  /** Headers that CloudFront adds. */
  readonly originHeaders?: Readonly<Record<string, string>>;
}

/** The event that the front door would make of the request. */
export function directEvent({ method, target, claims, originHeaders = {} }: DirectRequest): object {
  return gatewayEvent({
    request: { method, url: target, headers: {} },
    match: findRoute(method, new URL(target, "http://localhost").pathname)!,
    body: Buffer.alloc(0),
    authorization: claims && { claims, scopes: [] },
    originHeaders,
  });
}
