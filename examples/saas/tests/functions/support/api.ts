import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from "aws-lambda";
import { proxyEvent } from "groundplan/testing/local";
import { routes, type RouteName } from "../../../functions/contract";

export interface Call {
  readonly body?: unknown;
  readonly query?: Readonly<Record<string, string>>;
  readonly path?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Id of the caller, as the authorizer passes it. */
  readonly userId?: string;
}

const context = { awsRequestId: "request", functionName: "test", functionVersion: "1" } as Context;

type Handler = (event: APIGatewayProxyEvent, context: Context) => Promise<APIGatewayProxyResult>;

/** A text is sent as it is, so that tests can send what is no JSON. */
function textOf(body: unknown): string {
  if (body === undefined) return "";
  return typeof body === "string" ? body : JSON.stringify(body);
}

/** Calls a handler as the REST API does. */
export async function call(
  handler: Handler,
  name: RouteName,
  { body, query = {}, path = {}, headers = {}, userId }: Call = {},
) {
  const route = routes.find((each) => each.name === name)!;
  const [method = "", resource = ""] = route.routeKey.split(" ");
  const request = { id: "request", route, method, path: resource, pathParameters: path, headers, body: textOf(body) };
  const event = proxyEvent(
    { ...request, query: new URLSearchParams(query) },
    "v1",
    userId ? { userId, principalId: userId } : undefined,
  );
  const answer = await handler(event as APIGatewayProxyEvent, context);
  return {
    status: answer.statusCode,
    headers: answer.headers,
    body: JSON.parse(answer.body) as Record<string, unknown>,
  };
}
