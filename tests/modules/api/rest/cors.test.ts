import type { RestCors } from "../../../../modules/api/rest";
import { renderTemplate } from "../../../support/mapping-template";
import { synthesizeApi } from "./shop-api";

const ORIGIN = "Access-Control-Allow-Origin";
const shop = "https://shop.example.com";
const admin = "https://admin.example.com";
const localhost = "http://localhost:5173";
const several: RestCors = { allowOrigin: shop, furtherOrigins: [admin, localhost] };

const stackWith = (cors: RestCors) => synthesizeApi({ cors });
const answer = (cors: RestCors, name: string) =>
  stackWith(cors).resource("aws_api_gateway_integration_response", name) as {
    readonly response_parameters: Readonly<Record<string, string>>;
    readonly response_templates?: { readonly "application/json": string };
  };
const errorOf = (cors: RestCors, name: string) =>
  stackWith(cors).resource("aws_api_gateway_gateway_response", name)["response_parameters"] as Record<string, string>;

/** Headers that the template of an answer sets, for the headers of a request. */
function overridden(name: string, headers: Readonly<Record<string, string>>): string {
  const template = answer(several, name).response_templates!["application/json"];
  return renderTemplate(template, { parameters: headers, context: {} });
}

describe("REST API with several origins", () => {
  test.each([
    [{ origin: admin }, `${ORIGIN}: ${admin}\n`],
    [{ Origin: admin }, `${ORIGIN}: ${admin}\n`],
    [{ origin: localhost }, `${ORIGIN}: ${localhost}\n`],
    [{ origin: shop }, ""],
    [{ origin: "https://evil.example.com" }, ""],
    [{ origin: "https://admin.example.com.evil.example.com" }, ""],
    [{ origin: "https://admin.example" }, ""],
    [{ origin: "http://localhost:51" }, ""],
    [{}, ""],
  ])("a preflight request with %j sets %j", (headers, expected) => {
    expect(overridden("options-orders_integration", headers as Record<string, string>)).toBe(expected);
  });

  test("a fixed answer has the origin of the request and its body", () => {
    const headers = { origin: admin };
    const body = answer({ allowOrigin: shop }, "get-health").response_templates!["application/json"];
    expect(overridden("get-health", headers)).toBe(`${ORIGIN}: ${admin}\n${renderTemplate(body, { context: {} })}`);
  });

  test("other origins get the first one, and caches keep answers of origins apart", () => {
    const parameters = answer(several, "options-orders_integration").response_parameters;
    expect(parameters[`method.response.header.${ORIGIN}`]).toBe(`'${shop}'`);
    expect(parameters["method.response.header.Vary"]).toBe("'Origin'");
  });

  test("errors of API Gateway copy the origin of the request and allow no credentials", () => {
    const parameters = errorOf({ ...several, allowCredentials: true }, "gateway-4xx");
    expect(parameters).toEqual({
      [`gatewayresponse.header.${ORIGIN}`]: "method.request.header.Origin",
      "gatewayresponse.header.Vary": "'Origin'",
    });
  });

  test.each([undefined, []])("one origin is a fixed text, with furtherOrigins %j", (furtherOrigins) => {
    const cors = { allowOrigin: shop, furtherOrigins, allowCredentials: true };
    expect(answer(cors, "options-orders_integration")).not.toHaveProperty("response_templates");
    expect(answer(cors, "options-orders_integration").response_parameters).not.toHaveProperty([
      "method.response.header.Vary",
    ]);
    expect(errorOf(cors, "gateway-5xx")).toEqual({
      [`gatewayresponse.header.${ORIGIN}`]: `'${shop}'`,
      "gatewayresponse.header.Access-Control-Allow-Credentials": "'true'",
    });
  });

  test.each<[string, RestCors, RegExp]>([
    ["any origin", { allowOrigin: shop, furtherOrigins: ["*"] }, /cors.furtherOrigins: got "\*"; allowed: https/],
    ["a path", { allowOrigin: shop, furtherOrigins: [`${admin}/`] }, /cors.furtherOrigins: got/],
    ["a repetition", { allowOrigin: shop, furtherOrigins: [admin, admin] }, /allowed: every value once/],
    ["the first", { allowOrigin: shop, furtherOrigins: [shop] }, /allowed: origins other than allowOrigin, not \*/],
    ["one beside any", { allowOrigin: "*", furtherOrigins: [shop] }, /allowed: origins other than allowOrigin, not \*/],
  ])("refuses %s among further origins", (_, cors, message) => {
    expect(() => stackWith(cors)).toThrow(message);
  });
});
