import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { RestApi, type LambdaAuthorizer } from "../../../../modules/api/rest";
import { NodeFunction } from "../../../../modules/compute/functions";
import { rehearse, synthesizeStack, type TestStack } from "../../../../testing";
import { key, props, staff } from "./shop-api";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "groundplan-authorizer-"));
fs.writeFileSync(path.join(folder, "index.mjs"), "export const handler = async () => ({});\n");
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

/** An API whose authorizer is a function of the stack. */
function synthesizeWith(differences: Partial<LambdaAuthorizer> = {}): TestStack {
  return synthesizeStack((stack) => {
    const authorizer = new NodeFunction(stack, "authorizer", {
      name: "shop-authorizer",
      code: { folder },
      timeoutSeconds: 5,
      logKey: key,
    });
    expect(authorizer.signals.map(({ id }) => id)).toEqual(["authorizer-errors", "authorizer-throttles"]);
    new RestApi(stack, "api", {
      ...props,
      handlers: { ...props.handlers, authorizer },
      authorizers: {
        ...props.authorizers,
        staff: {
          type: "lambda",
          handler: "authorizer",
          policy: "stage",
          ttlSeconds: 120,
          tokenPattern: String.raw`^Bearer [\w-]+(?:\.[\w-]+){2}$`,
          ...differences,
        },
      },
      routes: [{ ...props.routes[1]!, access: staff }],
    });
  });
}

describe("a Lambda authorizer that is a NodeFunction", () => {
  test("reads tokens of one form, and its policy is cached for two minutes", () => {
    expect(synthesizeWith().resource("aws_api_gateway_authorizer", "staff")).toMatchObject({
      type: "TOKEN",
      identity_source: "method.request.header.authorization",
      identity_validation_expression: String.raw`^Bearer [\w-]+(?:\.[\w-]+){2}$`,
      authorizer_result_ttl_in_seconds: 120,
      authorizer_uri: expect.stringMatching(/^\$\{aws_lambda_alias\.authorizer_alias_\w+\.invoke_arn\}$/),
    });
  });

  test("all tokens reach the function without a pattern", () => {
    const authorizer = synthesizeWith({ tokenPattern: undefined }).resource("aws_api_gateway_authorizer", "staff");
    expect(authorizer).not.toHaveProperty("identity_validation_expression");
  });

  test("API Gateway may invoke its alias for this authorizer only, and its role may not invoke anything", async () => {
    const [applied] = await rehearse(synthesizeWith());
    const { execution_arn: executionArn } = applied.resource("aws_api_gateway_rest_api");
    const { id } = applied.resource("aws_api_gateway_authorizer", "staff");
    expect(applied.resource("aws_lambda_permission", "staff")).toMatchObject({
      principal: "apigateway.amazonaws.com",
      qualifier: "live",
      source_arn: `${String(executionArn)}/authorizers/${String(id)}`,
    });
    const actions = applied.statementsOf("shop-authorizer").flatMap((statement) => [...statement.actions]);
    expect(actions.filter((action) => !/^(?:logs|xray):/.test(action))).toEqual([]);
  }, 60_000);
});
