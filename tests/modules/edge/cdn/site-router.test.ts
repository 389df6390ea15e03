import vm from "node:vm";
import { siteRouterCode } from "../../../../modules/edge/cdn";

interface Request {
  readonly uri: string;
}
interface Response {
  readonly statusCode: number;
}

const SHOP = ["/api/*", "/health"];

/** Runs the function as CloudFront does; returns the path that it requests from the bucket, or a status code. */
function route(uri: string, apiPaths = SHOP): string | number {
  const event = { request: { method: "GET", uri } };
  const result = vm.runInNewContext(`${siteRouterCode(apiPaths)}; handler(event)`, { event }) as Request | Response;
  return "statusCode" in result ? result.statusCode : result.uri;
}

describe("the site's router", () => {
  test.each(["/", "/orders", "/orders/", "/orders/42", "/v1.2/orders", "/cart/api", "/foo.bar/health"])(
    "R-E3 answers %s with the application",
    (uri) => {
      expect(route(uri)).toBe("/index.html");
    },
  );

  test.each(["/index.html", "/assets/app.3f2a.js", "/favicon.ico", "/.well-known/security.txt"])(
    "R-E3 does not change the file path %s",
    (uri) => {
      expect(route(uri)).toBe(uri);
    },
  );

  test.each([
    "/api",
    "//api/products",
    "///api",
    "/./api/products",
    "/%2Fapi/products",
    "/%2e/api",
    "/api%2Fproducts",
    "/API/products",
    "/Api",
    "/api//",
    "/api.json",
    "/apis",
    "/health/",
    "/healthz",
    "/health.html",
    "/health-check",
    "/HEALTH",
    "//health",
  ])("answers %s, which resembles an API path, with 404", (uri) => {
    expect(route(uri)).toBe(404);
  });

  test("reserves no path without an API", () => {
    expect(route("/api", [])).toBe("/index.html");
    expect(route("/healthz", [])).toBe("/index.html");
  });

  test("reserves nothing for a pattern that begins with a wildcard", () => {
    expect(route("/orders", ["/*/export", "/?x"])).toBe("/index.html");
  });

  test("R-E3 fits the size limit of CloudFront Functions", () => {
    expect(Buffer.byteLength(siteRouterCode(SHOP))).toBeLessThanOrEqual(10_240);
  });
});
