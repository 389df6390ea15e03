import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from "aws-lambda";
import { awsVariables, proxyEvent } from "groundplan/testing/local";
import { describe, inject } from "vitest";
import { errors, routes, type RouteName } from "../../../functions/contract";
import { answerBodies, answers, failures } from "../../../functions/contract/answers";
import { createResources, type Resources } from "../../../local/resources";

/** Describes behaviour that needs moto, which `.ci/run` installs. */
export const describeWithMoto = describe.skipIf(inject("moto") === "");

/** Creates the resources of a test file, and the environment variables by which the functions find them. */
export async function provideResources(): Promise<Resources> {
  const moto = inject("moto");
  const passwords = { cache: "unused", database: { username: "unused", password: "unused" } };
  const resources = await createResources(moto, passwords);
  Object.assign(process.env, awsVariables(moto), resources.settings, {
    ENVIRONMENT: "test",
    ALLOW_ORIGIN: "https://shop.example.com",
    MEDIA_URL: "https://media.example.com",
    // Nothing listens there: the functions do without a cache.
    CACHE_ENDPOINT: "127.0.0.1",
    CACHE_PORT: "1",
    CACHE_TLS: "off",
  });
  return resources;
}

export interface Call {
  readonly body?: unknown;
  /** Query parameters; a text may repeat one. */
  readonly query?: Readonly<Record<string, string>> | string;
  readonly path?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Id of the caller, as the authorizer of roles passes it. */
  readonly customerId?: string;
}

export const context = { awsRequestId: "request", functionName: "test", functionVersion: "1" } as Context;

type Handler = (event: APIGatewayProxyEvent, context: Context) => Promise<APIGatewayProxyResult>;

/** A text is sent as it is, so that tests can send what is no JSON. */
function textOf(body: unknown): string {
  if (body === undefined) return "";
  return typeof body === "string" ? body : JSON.stringify(body);
}

/** @throws Error for an answer that the OpenAPI document does not have. */
export function checkAnswer(name: RouteName, status: number, body: unknown): void {
  const { status: success, body: schema, refusals } = answers[name];
  if (status === success) return void answerBodies[schema].parse(body);
  const { code } = body as { readonly code?: string };
  const isDocumented = [...refusals, ...failures].some((each) => each === code && errors[each] === status);
  if (!isDocumented) throw new Error(`${name} answers ${status} ${code}, which is not in its answers`);
}

/** Calls a handler as the REST API does. @throws Error for an answer that the OpenAPI document does not have. */
export async function call(
  handler: Handler,
  name: RouteName,
  { body, query = {}, path = {}, headers = {}, customerId }: Call = {},
) {
  const route = routes.find((each) => each.name === name)!;
  const [method = "", resource = ""] = route.routeKey.split(" ");
  const request = {
    id: "request",
    route,
    method,
    path: resource,
    pathParameters: path,
    query: new URLSearchParams(query),
    headers,
    body: textOf(body),
  };
  const event = proxyEvent(request, "showcase", customerId ? { customerId, principalId: customerId } : undefined);
  const answer = await handler(event as APIGatewayProxyEvent, context);
  checkAnswer(name, answer.statusCode, JSON.parse(answer.body));
  return {
    status: answer.statusCode,
    headers: answer.headers ?? {},
    text: answer.body,
    body: JSON.parse(answer.body) as Record<string, unknown>,
  };
}
