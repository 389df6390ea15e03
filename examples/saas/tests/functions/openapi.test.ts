import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openApiDocument, openApiText } from "../../functions/openapi";

interface Operation {
  readonly operationId: string;
  readonly security?: readonly { readonly accessToken: readonly string[] }[];
  readonly parameters?: readonly { readonly name: string; readonly required: boolean }[];
  readonly requestBody?: object;
}

const paths = openApiDocument()["paths"] as Record<string, Record<string, Operation>>;

test("openapi.json is current; npm run openapi --workspace groundplan-saas writes it", () => {
  expect(readFileSync(join(__dirname, "../../functions/openapi.json"), "utf8")).toBe(openApiText());
});

test("the OpenAPI document has the groups, parameters and bodies of the routes", () => {
  expect(paths["/subscriptions"]!["post"]).toMatchObject({
    operationId: "subscribe",
    security: [{ accessToken: ["customer"] }],
    parameters: [
      { name: "Idempotency-Key", in: "header", required: true, schema: { pattern: "^[A-Za-z0-9_-]{8,43}$" } },
    ],
    requestBody: { content: { "application/json": { schema: { $ref: "#/components/schemas/SubscriptionRequest" } } } },
  });
  expect(paths["/plans"]!["get"]!.security).toBeUndefined();
  expect(paths["/profile"]!["post"]!.security).toEqual([{ accessToken: [] }]);
  expect(paths["/analytics/revenue"]!["get"]!.parameters!.map(({ name }) => name)).toEqual(["from", "to"]);
  expect(paths["/exports/{exportId}"]!["get"]!.parameters).toMatchObject([
    { name: "exportId", in: "path", required: true },
  ]);
});

test("the OpenAPI document refers to schemas that it has", () => {
  const text = openApiText();
  const { schemas } = openApiDocument()["components"] as { schemas: object };
  const references = [...text.matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name!);
  expect([...new Set(references)].filter((name) => !(name in schemas))).toEqual([]);
  expect(new Set(references).size).toBe(8);
});
