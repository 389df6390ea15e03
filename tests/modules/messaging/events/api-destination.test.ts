import { TerraformVariable } from "cdktf";
import { InputError, type AwsStack } from "../../../../modules/core";
import {
  API_DESTINATION_DEFAULTS,
  ApiDestination,
  type ApiCredentials,
  type ApiDestinationProps,
} from "../../../../modules/messaging/events";
import { synthesizeStack } from "../../../../testing";
import { testRole } from "../../../support/synth";

type Stack = AwsStack<"us-east-1">;

const secretOf = (stack: Stack, name = "token"): string =>
  (stack.node.tryFindChild(name) as TerraformVariable | undefined)?.stringValue ??
  new TerraformVariable(stack, name, { type: "string", sensitive: true }).stringValue;
const apiKey = (stack: Stack): ApiCredentials => ({ kind: "api-key", header: "X-Token", value: secretOf(stack) });

const createDestination = (stack: Stack, differences: Partial<ApiDestinationProps> = {}) =>
  new ApiDestination(stack, "crm", {
    name: "shop-crm",
    url: "https://crm.example.com/v1/events?source=shop",
    credentials: apiKey(stack),
    ...differences,
  });
const synthesizeDestination = (differences: Partial<ApiDestinationProps> = {}) =>
  synthesizeStack((stack) => createDestination(stack, differences));

describe("ApiDestination", () => {
  test("posts to the URL, at most 300 times a second by default", () => {
    expect(API_DESTINATION_DEFAULTS).toEqual({ method: "POST", requestsPerSecond: 300 });
    expect(
      synthesizeDestination({ method: undefined, requestsPerSecond: undefined }).resource(
        "aws_cloudwatch_event_api_destination",
      ),
    ).toMatchObject({
      name: "shop-crm",
      invocation_endpoint: "https://crm.example.com/v1/events?source=shop",
      http_method: "POST",
      invocation_rate_limit_per_second: 300,
      connection_arn: expect.stringMatching(/^\$\{aws_cloudwatch_event_connection\.crm_connection_\w+\.arn\}$/),
    });
  });

  test("method and rate are settings", () => {
    expect(
      synthesizeDestination({ method: "PUT", requestsPerSecond: 5 }).resource("aws_cloudwatch_event_api_destination"),
    ).toMatchObject({ http_method: "PUT", invocation_rate_limit_per_second: 5 });
  });

  test.each<[string, (stack: Stack) => ApiCredentials, object]>([
    [
      "a header",
      apiKey,
      { authorization_type: "API_KEY", auth_parameters: { api_key: { key: "X-Token", value: "${var.token}" } } },
    ],
    [
      "a user name and a password",
      (stack) => ({ kind: "basic", username: "shop", password: secretOf(stack) }),
      { authorization_type: "BASIC", auth_parameters: { basic: { username: "shop", password: "${var.token}" } } },
    ],
    [
      "OAuth client credentials",
      (stack) => ({
        kind: "oauth",
        tokenUrl: "https://id.example.com/oauth2/token",
        clientId: "shop",
        clientSecret: secretOf(stack),
      }),
      {
        authorization_type: "OAUTH_CLIENT_CREDENTIALS",
        auth_parameters: {
          oauth: {
            authorization_endpoint: "https://id.example.com/oauth2/token",
            http_method: "POST",
            client_parameters: { client_id: "shop", client_secret: "${var.token}" },
            oauth_http_parameters: {
              body: [{ key: "grant_type", value: "client_credentials", is_value_secret: false }],
            },
          },
        },
      },
    ],
  ])("the connection authenticates by %s", (_name, credentialsOf, connection) => {
    const stack = synthesizeStack((scope) => createDestination(scope, { credentials: credentialsOf(scope) }));
    expect(stack.resource("aws_cloudwatch_event_connection")).toMatchObject(connection);
  });

  test("grantInvoke allows calling the endpoint", () => {
    const stack = synthesizeStack((scope) => createDestination(scope).grantInvoke(testRole(scope)));
    expect(stack.statements("role_permissions")).toEqual([
      expect.objectContaining({
        sid: "CallCrm",
        actions: ["events:InvokeApiDestination"],
        resources: [expect.stringMatching(/^\$\{aws_cloudwatch_event_api_destination\.crm_destination_\w+\.arn\}$/)],
      }),
    ]);
  });

  test("literal secrets are refused and not repeated", () => {
    const literal = (credentials: ApiCredentials) => () => synthesizeDestination({ credentials });
    expect(literal({ kind: "api-key", header: "X-Token", value: "s3cret" })).toThrow(
      'test/crm: credentials.value: got "a literal"; allowed: a reference; declare a sensitive Terraform variable',
    );
    expect(literal({ kind: "basic", username: "shop", password: "s3cret" })).toThrow("credentials.password: got");
    expect(
      literal({ kind: "oauth", tokenUrl: "https://id.example.com", clientId: "shop", clientSecret: "s3cret" }),
    ).toThrow("credentials.clientSecret: got");
    expect(literal({ kind: "basic", username: "shop", password: "s3cret" })).not.toThrow("s3cret");
  });

  test("one error lists every invalid setting", () => {
    const invalid = () =>
      synthesizeStack((scope) =>
        createDestination(scope, {
          name: "shop crm",
          url: "http://crm.example.com",
          method: "TRACE" as never,
          requestsPerSecond: 301,
          credentials: { kind: "api-key", header: "X Token", value: secretOf(scope) },
        }),
      );
    expect(invalid).toThrow(InputError);
    expect(invalid).toThrow(/^5 invalid settings/);
    expect(invalid).toThrow(/url: got "http:\/\/crm\.example\.com"; allowed: an https:\/\/ URL/);
    expect(invalid).toThrow(/requestsPerSecond: got 301; allowed: a whole number from 1 to 300/);
    expect(invalid).toThrow(/credentials\.header: got "X Token"; allowed: letters, digits and -/);
    expect(() => synthesizeDestination({ credentials: { kind: "none" } as never })).toThrow(
      'credentials: got "none"; allowed: kind api-key, basic, oauth; choose a kind',
    );
    const oauth = (scope: Stack) =>
      ({ kind: "oauth", tokenUrl: "id", clientId: "a", clientSecret: secretOf(scope) }) as const;
    expect(() => synthesizeStack((scope) => createDestination(scope, { credentials: oauth(scope) }))).toThrow(
      'credentials.tokenUrl: got "id"; allowed: an https:// URL',
    );
  });

  test("the addresses are these", () => {
    expect(synthesizeDestination().addresses).toMatchInlineSnapshot(`
      [
        "aws_cloudwatch_event_api_destination.crm_destination_DFCDEFA6",
        "aws_cloudwatch_event_connection.crm_connection_60A8FE86",
      ]
    `);
  });
});
