import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openApiDocument, openApiText } from "../../functions/openapi";
import { checkAnswer } from "./support/resources";

interface Operation {
  readonly operationId: string;
  readonly security?: readonly { readonly accessToken: readonly string[] }[];
  readonly parameters?: readonly { readonly name: string; readonly required: boolean }[];
  readonly requestBody?: object;
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content: object }>>;
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

/** Codes by status, of the refusals that have any. */
function codesOf({ responses }: Operation): Record<string, string[]> {
  const found = Object.entries(responses).map(([status, { content }]) => [
    status,
    (content as { "application/json": { schema: { properties?: { code: { enum: string[] } } } } })["application/json"]
      .schema.properties?.code.enum,
  ]);
  return Object.fromEntries(found.filter(([, codes]) => codes)) as Record<string, string[]>;
}

test("the OpenAPI document has the answers of the routes, with the codes of each status", () => {
  const order = paths["/orders"]!["post"]!;
  expect(order.responses["201"]).toMatchObject({
    content: { "application/json": { schema: { $ref: "#/components/schemas/PlacedOrder" } } },
  });
  expect(codesOf(order)).toEqual({
    400: ["invalid-request"],
    404: ["not-found"],
    409: ["out-of-stock", "price-changed"],
    422: ["idempotency-key-reused"],
    500: ["internal-error"],
    503: ["temporarily-unavailable"],
  });
  // Without a function, failures are those of API Gateway, which have no code.
  const pay = paths["/pay"]!["post"]!;
  expect(codesOf(pay)).toEqual({ 400: ["invalid-request"] });
  expect(Object.keys(pay.responses)).toEqual(["202", "400", "401", "403", "429", "4XX", "5XX"].sort());
  expect(Object.keys(paths["/feedback"]!["get"]!.responses)).not.toContain("401");
});

test.each([
  ["a body of another form", 202, { id: 1 }],
  ["a field that is in no schema", 202, { id: "a", status: "PAID" }],
  ["a code of another route", 400, { code: "weak-password" }],
  ["a status of another route", 409, { code: "out-of-stock" }],
  ["an error without a code", 400, { message: "Invalid request" }],
])("an answer that the OpenAPI document does not have is found: %s", (_, status, body) => {
  expect(() => checkAnswer("pay", status, body)).toThrow();
  expect(() => checkAnswer("pay", 202, { id: "a" })).not.toThrow();
  expect(() => checkAnswer("pay", 202, {})).not.toThrow();
  expect(() => checkAnswer("pay", 400, { code: "invalid-request" })).not.toThrow();
});

test("the OpenAPI document refers to schemas that it has", () => {
  const text = openApiText();
  const { schemas } = openApiDocument()["components"] as { schemas: object };
  const references = [...text.matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name!);
  expect([...new Set(references)].filter((name) => !(name in schemas))).toEqual([]);
  expect(new Set(references).size).toBe(19);
});
