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

test("openapi.json is current; npm run openapi --workspace groundplan-scale-up writes it", () => {
  expect(readFileSync(join(__dirname, "../../functions/openapi.json"), "utf8")).toBe(openApiText());
});

test("the OpenAPI document has the groups, parameters and bodies of the routes", () => {
  expect(paths["/orders"]!["post"]).toMatchObject({
    operationId: "placeOrder",
    security: [{ accessToken: ["customers"] }],
    parameters: [
      { name: "Idempotency-Key", in: "header", required: true, schema: { pattern: "^[A-Za-z0-9_-]{8,43}$" } },
    ],
    requestBody: { content: { "application/json": { schema: { $ref: "#/components/schemas/Order" } } } },
  });
  expect(paths["/login"]!["post"]!.security).toBeUndefined();
  expect(paths["/feedback"]!["post"]!.security).toEqual([{ accessToken: [] }]);
  expect(paths["/analytics"]!["get"]!.parameters!.map(({ name }) => name)).toEqual(["from", "to"]);
  expect(paths["/orders/{orderId}"]!["get"]!.parameters).toMatchObject([
    { name: "orderId", in: "path", required: true },
  ]);
});

test("the OpenAPI document refers to schemas that it has", () => {
  const text = openApiText();
  const { schemas } = openApiDocument()["components"] as { schemas: object };
  const references = [...text.matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name!);
  expect([...new Set(references)].filter((name) => !(name in schemas))).toEqual([]);
  expect(new Set(references).size).toBe(9);
});
