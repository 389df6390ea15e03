import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { routes } from "../../../contract";
import { openApiDocument, openApiText } from "../../../openapi";

const document = openApiDocument() as {
  paths: Record<string, Record<string, { operationId: string; security?: object[]; responses: object }>>;
};

describe("the OpenAPI document", () => {
  it("equals openapi.json, which `npm run openapi` writes", () => {
    const kept = readFileSync(join(import.meta.dirname, "../../../openapi.json"), "utf8");
    expect(kept).toBe(openApiText());
    expect(kept.replace('"maximum": 100', '"maximum": 101')).not.toBe(openApiText());
  });

  it("has every route but `unmatched`", () => {
    const described = Object.values(document.paths).flatMap((methods) =>
      Object.values(methods).map(({ operationId }) => operationId),
    );
    expect(described.sort()).toEqual(
      routes
        .map(({ name }) => name)
        .filter((name) => name !== "unmatched")
        .sort(),
    );
  });

  it("states the authorization of a request", () => {
    expect(document.paths["/api/orders"]!["post"]!.security).toEqual([
      { accessToken: ["shop/orders.write"], session: [], csrfToken: [] },
    ]);
    expect(document.paths["/api/products"]!["get"]!.security).toBeUndefined();
    expect(document.paths["/api/cart"]!["post"]!.security).toEqual([{ session: [], csrfToken: [] }]);
    expect(document.paths["/api/cart"]!["get"]!.security).toEqual([
      {},
      { session: [] },
      { session: [], csrfToken: [] },
    ]);
  });

  it("names the statuses of each operation", () => {
    expect(Object.keys(document.paths["/api/orders"]!["post"]!.responses)).toEqual([
      "201",
      "400",
      "401",
      "403",
      "404",
      "409",
      "413",
      "415",
      "422",
      "429",
      "500",
      "503",
    ]);
  });
});
