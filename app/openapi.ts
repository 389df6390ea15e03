import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import * as z from "zod/mini";
import { csrfHeader, idempotencyHeader, routes, sessionCookie, type RouteContract } from "./contract";
import type { Operation } from "./src/http/operation";
import { operations } from "./src/http/operations";
import { gatewayRefusal, idempotencyKey, problem } from "./src/http/schemas";

type Schema = Record<string, unknown>;
type AnyOperation = Operation<never>;

/** Refusals of the application that every operation may answer with. */
const ALWAYS = [400, 403, 429, 500, 503];
const IDENTIFIED = [401];

/** Refusals of API Gateway that every operation may answer with: malformed, too large, throttled, or failed. */
const GATEWAY_ALWAYS = [400, 413, 429, 500, 503];
/** Refusals of its authorizer: without a valid token, and without a scope. */
const GATEWAY_IDENTIFIED = [401, 403];

/** Headers of refusals, by status. */
const REFUSAL_HEADERS: Readonly<Record<number, Readonly<Record<string, string>>>> = {
  401: { "WWW-Authenticate": "Scheme, and the reason if API Gateway refuses the token" },
  403: { "WWW-Authenticate": "Scheme and scopes, if API Gateway refuses the token" },
  405: { Allow: "Supported methods" },
  429: { "Retry-After": "Seconds, if the application refuses" },
  503: { "Retry-After": "Seconds, if the application refuses" },
};

/** The OpenAPI document of the routes, made of the schemas that the application checks with. */
export function openApiDocument(): Schema {
  const documentedRoutes = routes.filter(({ name }) => name !== "unmatched");
  const paths: Record<string, Schema> = {};
  for (const route of documentedRoutes) {
    const [method = "", path = ""] = route.routeKey.split(" ");
    paths[path] = { ...paths[path], [method.toLowerCase()]: describe(route, operations[route.name]) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Groundplan shop",
      version: "1",
      description:
        "Generated from the schemas of the reference application by `npm run openapi`. Amounts are cents, points are whole. " +
        "Refusals of the application are problem documents, refusals of API Gateway have a `message` only. " +
        "A path without an operation is answered with the response NotFound, another method of a path with MethodNotAllowed.",
    },
    paths,
    components: {
      schemas: { Problem: answerSchema(problem), GatewayRefusal: answerSchema(gatewayRefusal) },
      responses: { NotFound: refusal(404, ["application"]), MethodNotAllowed: refusal(405, ["application"]) },
      securitySchemes: {
        accessToken: { type: "http", scheme: "bearer", bearerFormat: "JWT" },
        session: { type: "apiKey", in: "cookie", name: sessionCookie },
        csrfToken: { type: "apiKey", in: "header", name: csrfHeader },
      },
    },
  };
}

function describe(route: RouteContract, operation: AnyOperation): Schema {
  const parameters = [
    ...parametersOf("path", operation.params),
    ...parametersOf("query", operation.query),
    ...(route.name === "placeOrder" ? [headerParameter(idempotencyHeader, idempotencyKey)] : []),
  ];
  return {
    operationId: route.name,
    summary: operation.summary,
    ...(route.access !== "public" && { security: securityOf(route) }),
    ...(parameters.length > 0 && { parameters }),
    ...(operation.body && {
      requestBody: { required: true, content: { "application/json": { schema: jsonSchema(operation.body, "input") } } },
    }),
    responses: { ...answerOf(operation), ...refusalsOf(route, operation) },
  };
}

/**
 * Scopes are listed at the bearer scheme, as OpenAPI 3.1 allows for every scheme. A read of the browser's session works
 * without one.
 */
function securityOf({ access, csrf }: RouteContract): Schema[] {
  const session = { session: [], csrfToken: [] };
  if (access === "session") return csrf ? [session] : [{}, { session: [] }, session];
  return [{ accessToken: access, ...(csrf && session) }];
}

function parametersOf(place: "path" | "query", schema: z.ZodMiniType | undefined): Schema[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = jsonSchema(schema, "output") as {
    properties?: Record<string, Schema>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, { default: preset, ...shape }]) => ({
    name,
    in: place,
    required: required.includes(name) && preset === undefined,
    schema: preset === undefined ? shape : { ...shape, default: preset },
  }));
}

function headerParameter(name: string, schema: z.ZodMiniType): Schema {
  return { name, in: "header", required: true, schema: jsonSchema(schema) };
}

function answerOf({ answer }: AnyOperation): Schema {
  const content = answer.schema && { "application/json": { schema: answerSchema(answer.schema) } };
  return { [answer.status]: { description: "Done", ...headersOf(answer.headers), ...(content && { content }) } };
}

type Refuser = "application" | "gateway";

const refusalSchemas: Readonly<Record<Refuser, readonly [mediaType: string, schema: string]>> = {
  application: ["application/problem+json", "Problem"],
  gateway: ["application/json", "GatewayRefusal"],
};

function refusalsOf({ access }: RouteContract, { refuses }: AnyOperation): Schema {
  const hasScopes = typeof access !== "string";
  const byApplication = new Set([...refuses, ...ALWAYS, ...(access === "public" ? [] : IDENTIFIED)]);
  const byGateway = new Set([...GATEWAY_ALWAYS, ...(hasScopes ? GATEWAY_IDENTIFIED : [])]);
  const statuses = [...new Set([...byApplication, ...byGateway])].sort();
  const refusersOf = (status: number): Refuser[] => [
    ...(byApplication.has(status) ? (["application"] as const) : []),
    ...(byGateway.has(status) ? (["gateway"] as const) : []),
  ];
  return Object.fromEntries(statuses.map((status) => [status, refusal(status, refusersOf(status))]));
}

function refusal(status: number, refusers: readonly Refuser[]): Schema {
  const content = refusers.map((refuser) => {
    const [mediaType, schema] = refusalSchemas[refuser];
    return [mediaType, { schema: { $ref: `#/components/schemas/${schema}` } }];
  });
  return { description: "Refused", ...headersOf(REFUSAL_HEADERS[status]), content: Object.fromEntries(content) };
}

/** @param descriptions - descriptions by name. */
function headersOf(descriptions: Readonly<Record<string, string>> = {}): Schema {
  const entries = Object.entries(descriptions);
  if (entries.length === 0) return {};
  const header = (description: string) => ({ description, schema: { type: "string" } });
  return { headers: Object.fromEntries(entries.map(([name, description]) => [name, header(description)])) };
}

/** Answers may get more properties, so that clients must accept them. */
function answerSchema(schema: z.ZodMiniType): Schema {
  return jsonSchema(schema, "output", ({ jsonSchema: shape }) => delete shape["additionalProperties"]);
}

function jsonSchema(
  schema: z.ZodMiniType,
  io: "input" | "output" = "output",
  override: (context: { jsonSchema: Schema }) => void = () => undefined,
): Schema {
  const { $schema: _dialect, ...shape } = z.toJSONSchema(schema, { io, override });
  return shape;
}

/** As it is kept in `openapi.json`. */
export function openApiText(): string {
  return `${JSON.stringify(openApiDocument(), null, 2)}\n`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  writeFileSync(join(import.meta.dirname, "openapi.json"), openApiText());
}
