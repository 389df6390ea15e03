import vm from "node:vm";
import { SITE_ROUTER_CODE } from "../../../../modules/edge/cdn";

/** Runs the function as CloudFront does and returns the path that it asks the bucket for. */
function route(uri: string): string {
  const event = { request: { method: "GET", uri } };
  const request = vm.runInNewContext(`${SITE_ROUTER_CODE}; handler(event)`, { event }) as { uri: string };
  return request.uri;
}

describe("the site's router", () => {
  test.each(["/", "/orders", "/orders/", "/orders/42", "/v1.2/orders"])(
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

  test("R-E3 fits the size limit of CloudFront Functions", () => {
    expect(Buffer.byteLength(SITE_ROUTER_CODE)).toBeLessThanOrEqual(10_240);
  });
});
