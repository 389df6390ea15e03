import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import * as z from "zod/mini";
import { csrfHeader, idempotencyHeader, routes, sessionCookie, type RouteContract } from "./contract";
import type { Operation } from "./src/http/operation";
import { operations } from "./src/http/operations";
import { idempotencyKey, problem } from "./src/http/schemas";

type Schema = Record<string, unknown>;
type AnyOperation = Operation<never>;

/** Refusals that every operation may answer with. */
const ALWAYS = [403, 500, 503];
const IDENTIFIED = [401];

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
        "Generated from the schemas of the reference application by `npm run openapi`. Amounts are cents, points are whole.",
    },
    paths,
    components: {
      schemas: { Problem: jsonSchema(problem) },
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
    ...(route.access !== "public" && { security: [securityOf(route)] }),
    ...(parameters.length > 0 && { parameters }),
    ...(operation.body && {
      requestBody: { required: true, content: { "application/json": { schema: jsonSchema(operation.body, "input") } } },
    }),
    responses: { ...answerOf(operation), ...refusalsOf(route, operation) },
  };
}

/** Scopes are listed at the bearer scheme, as OpenAPI 3.1 allows for every scheme. */
function securityOf({ access, csrf }: RouteContract): Schema {
  return { accessToken: access, ...(csrf && { session: [], csrfToken: [] }) };
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
  const content = answer.schema && { "application/json": { schema: jsonSchema(answer.schema) } };
  return { [answer.status]: { description: "Done", ...(content && { content }) } };
}

function refusalsOf({ access }: RouteContract, { refuses }: AnyOperation): Schema {
  const statuses = new Set([...refuses, ...ALWAYS, ...(access === "public" ? [] : IDENTIFIED)]);
  const schema = { $ref: "#/components/schemas/Problem" };
  const response = { description: "Refused", content: { "application/problem+json": { schema } } };
  return Object.fromEntries([...statuses].sort().map((status) => [status, response]));
}

function jsonSchema(schema: z.ZodMiniType, io: "input" | "output" = "output"): Schema {
  const { $schema: _dialect, ...shape } = z.toJSONSchema(schema, { io });
  return shape;
}

/** As it is kept in `openapi.json`. */
export function openApiText(): string {
  return `${JSON.stringify(openApiDocument(), null, 2)}\n`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  writeFileSync(join(import.meta.dirname, "openapi.json"), openApiText());
}
