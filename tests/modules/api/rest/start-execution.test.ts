import fc from "fast-check";
import type { RestRoute } from "../../../../modules/api/rest";
import { renderTemplate, type TemplateInput } from "../../../support/mapping-template";
import { MACHINE_ARN, pay, staff, synthesizeApi, synthesizeRoute } from "./shop-api";

const text = (parameters: object, id: string): string => {
  const templates = parameters as Record<string, Record<string, string>>;
  return templates[id]!["application/json"]!;
};

function started(route: RestRoute, input: TemplateInput): { stateMachineArn: string; name?: string; input: unknown } {
  const integration = synthesizeRoute(route).resource("aws_api_gateway_integration", /post-.*pay_integration/);
  const call = JSON.parse(renderTemplate(text(integration, "request_templates"), input)) as {
    stateMachineArn: string;
    name?: string;
    input: string;
  };
  return { ...call, input: JSON.parse(call.input) };
}

const HOSTILE = [
  `it's "quoted"`,
  String.raw`back\slash \' \" \\' \u0041`,
  "tab\tline\nreturn\r",
  "Zoë 日本 🛒",
  "</script> $context.requestId #set($x = 1) ${x}",
  '"},"stateMachineArn":"arn:aws:states:us-east-1:1:stateMachine:other',
  "",
];

const context = { requestId: "r-1", authorizer: { claims: { sub: "c-1" } } };

describe("a route that starts an execution", () => {
  test("calls StartExecution with a role that may do nothing else, for JSON only", () => {
    const stack = synthesizeApi();
    expect(stack.resource("aws_api_gateway_integration", /post-orders-id-pay/)).toMatchObject({
      type: "AWS",
      integration_http_method: "POST",
      uri: "arn:aws:apigateway:us-east-1:states:action/StartExecution",
      credentials: expect.stringMatching(/^\$\{aws_iam_role\.api_role_\w+\.arn\}$/),
      passthrough_behavior: "NEVER",
      timeout_milliseconds: 29_000,
    });
    expect(stack.statements(/^api_role_permissions/)).toMatchObject([
      { actions: ["states:StartExecution"], resources: [MACHINE_ARN] },
    ]);
    expect(stack.statements(/^api_role_trust/)).toMatchObject([
      { principals: [{ type: "Service", identifiers: ["apigateway.amazonaws.com"] }] },
    ]);
  });

  test("no role exists without such a route", () => {
    const routes: RestRoute[] = [
      { routeKey: "GET /", target: { type: "mock", status: 200 }, access: { type: "open", because: "a test" } },
    ];
    expect(synthesizeApi({ routes }).resources("aws_iam_role")).toEqual({});
  });

  test.each(HOSTILE)("passes %j on unchanged, in every part of the input", (hostile) => {
    const parameters = { id: hostile, "Idempotency-Key": "k-1" };
    const body = { [hostile]: [hostile, { nested: hostile }] };
    expect(started(pay, { body, parameters, context })).toEqual({
      stateMachineArn: MACHINE_ARN,
      name: "c-1-k-1",
      input: { order: hostile, payment: body, customer: "c-1", key: "k-1" },
    });
  });

  test("passes any text on unchanged", () => {
    const template = text(
      synthesizeRoute(pay).resource("aws_api_gateway_integration", /post-.*pay_integration/),
      "request_templates",
    );
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.json(), (id, json) => {
        const body = JSON.parse(json) as unknown;
        const call = JSON.parse(renderTemplate(template, { body, parameters: { id }, context })) as { input: string };
        expect(JSON.parse(call.input)).toMatchObject({ order: id, payment: body });
      }),
    );
  });

  test("a template without the repair of apostrophes would not be JSON: the twin", () => {
    const template = text(
      synthesizeRoute(pay).resource("aws_api_gateway_integration", /post-.*pay_integration/),
      "request_templates",
    ).replaceAll(String.raw`.replaceAll("\\'","'")`, "");
    expect(() => JSON.parse(renderTemplate(template, { body: {}, parameters: { id: "it's" }, context }))).toThrow(
      SyntaxError,
    );
  });

  test("reads the request id, claims with a colon, and the context of a Lambda authorizer", () => {
    const claims: RestRoute = {
      ...pay,
      target: {
        type: "start-execution",
        stateMachine: "pay",
        input: { request: "request-id", user: "claim:cognito:username", absent: "claim:email" },
      },
    };
    const authorizer = { claims: { "cognito:username": "ada" } };
    const call = started(claims, { context: { requestId: "r-1", authorizer } });
    expect(call).toEqual({ stateMachineArn: MACHINE_ARN, input: { request: "r-1", user: "ada", absent: "" } });
    const byFunction: RestRoute = {
      routeKey: "POST /pay",
      access: staff,
      target: { type: "start-execution", stateMachine: "pay", input: { who: "context:principalId" } },
    };
    expect(started(byFunction, { context: { authorizer: { principalId: "p-1" } } }).input).toEqual({ who: "p-1" });
  });

  test.each([
    ["key_0001", "c-1-key_0001"],
    ["", "c-1-*"],
    ["short", "c-1-*"],
    ["key 00001", "c-1-*"],
    ["x".repeat(44), "c-1-*"],
    ["key_0001\n", "c-1-*"],
    ["it's a key", "c-1-*"],
  ])("names no execution by a parameter outside its pattern: %j", (key, name) => {
    const executionNamePatterns = { "header:Idempotency-Key": "^[A-Za-z0-9_-]{8,43}$" };
    const strict = { ...pay, target: { ...pay.target, executionNamePatterns } } as RestRoute;
    const parameters = { id: "o-1", "Idempotency-Key": key };
    expect(started(strict, { body: {}, parameters, context })).toMatchObject({ name, input: { key } });
    const named = key === "" ? "c-1-" : `c-1-${key}`;
    expect(started(pay, { body: {}, parameters, context }).name).toBe(named);
  });

  test("names an execution by a text of the body", () => {
    const byOrder = { ...pay, target: { ...pay.target, executionName: ["claim:sub", "body:order"] } } as RestRoute;
    expect(started(byOrder, { body: { order: "o-1" }, parameters: { id: "x" }, context }).name).toBe("c-1-o-1");
    const hostile = `o-1","input":"{}'`;
    expect(started(byOrder, { body: { order: hostile }, parameters: { id: "x" }, context })).toMatchObject({
      name: `c-1-${hostile}`,
      input: { order: "x" },
    });
  });

  test("answers 202 with the name of the execution, and nothing else", () => {
    const response = synthesizeApi().resource(
      "aws_api_gateway_integration_response",
      /post-.*pay_integration-response-202/,
    );
    expect(response).not.toHaveProperty("selection_pattern");
    const executionArn = "arn:aws:states:us-east-1:111122223333:execution:shop-payment:c-1-k-1";
    expect(renderTemplate(text(response, "response_templates"), { body: { executionArn, startDate: 1 } })).toBe(
      '{"id":"c-1-k-1"}',
    );
  });

  test.each([
    [
      "com.amazonaws.swf.service.v2.model#ExecutionAlreadyExists",
      '409 {"code":"already-started","message":"An execution of this name exists already"}',
    ],
    [
      "com.amazonaws.swf.service.v2.model#InvalidName",
      '{"code":"invalid-request","message":"The idempotency key or another part of the name is invalid"}',
    ],
    ["com.amazon.coral.service#AccessDeniedException", '500 {"message":"Internal server error"}'],
  ])("answers %s without a detail of AWS", (type, answer) => {
    const response = synthesizeApi().resource(
      "aws_api_gateway_integration_response",
      /post-.*pay_integration-response-400/,
    );
    expect(response).toMatchObject({ selection_pattern: String.raw`4\d\d` });
    const body = { __type: type, message: `no ${MACHINE_ARN}` };
    expect(renderTemplate(text(response, "response_templates"), { body })).toBe(answer);
  });

  test("accepts a name of an earlier execution, if the route says so", () => {
    const accepting = { ...pay, target: { ...pay.target, executionAlreadyExists: "accepted" } } as RestRoute;
    const response = synthesizeRoute(accepting).resource(
      "aws_api_gateway_integration_response",
      /post-.*pay_integration-response-400/,
    );
    const answerTo = (error: string) =>
      renderTemplate(text(response, "response_templates"), { body: { __type: `com.amazonaws.swf#${error}` } });
    expect(answerTo("ExecutionAlreadyExists")).toBe("202 {}");
    expect(answerTo("InvalidName")).toContain('"code":"invalid-request"');
    expect(answerTo("AccessDeniedException")).toBe('500 {"message":"Internal server error"}');
  });

  test("faults of Step Functions are errors of the API", () => {
    const response = synthesizeApi().resource(
      "aws_api_gateway_integration_response",
      /post-.*pay_integration-response-500/,
    );
    expect(response).toMatchObject({ selection_pattern: String.raw`5\d\d` });
    expect(renderTemplate(text(response, "response_templates"), {})).toBe('{"message":"Internal server error"}');
  });
});
