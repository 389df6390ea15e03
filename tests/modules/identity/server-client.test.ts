import { InputError } from "../../../modules/core";
import { ServerClient, UserPool, type ServerClientProps } from "../../../modules/identity";
import { synthesizeStack } from "../../../testing";
import { testRole } from "../../support/synth";
import type { Stack } from "../bad-inputs/constructs";

const key = { keyArn: "arn:aws:kms:us-east-1:111122223333:key/1", region: "us-east-1", grantUse: () => {} } as const;

const synthesizeClient = (
  differences: Partial<ServerClientProps> = {},
  use: (client: ServerClient, stack: Stack) => void = () => {},
) =>
  synthesizeStack((stack: Stack) => {
    const resourceServer = { identifier: "shop", scopes: { "orders.read": "Read" } };
    const userPool = new UserPool(stack, "pool", { name: "shop", domainPrefix: "shop", resourceServer });
    use(new ServerClient(stack, "server", { name: "shop-server", userPool, key, ...differences }), stack);
  });

describe("ServerClient", () => {
  test("the client has a secret, SRP and refresh flows, and lifetimes with units", () => {
    expect(synthesizeClient().resource("aws_cognito_user_pool_client")).toMatchObject({
      name: "shop-server",
      generate_secret: true,
      explicit_auth_flows: ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
      prevent_user_existence_errors: "ENABLED",
      enable_token_revocation: true,
      access_token_validity: 60,
      id_token_validity: 60,
      refresh_token_validity: 30,
      token_validity_units: [{ access_token: "minutes", id_token: "minutes", refresh_token: "days" }],
    });
  });

  test("flows and lifetimes are settings", () => {
    const settings = { flows: ["password", "custom"], accessTokenMinutes: 5, idTokenMinutes: 10 } as const;
    const stack = synthesizeClient({ ...settings, refreshTokenDays: 1, deletionProtection: false });
    expect(stack.resource("aws_cognito_user_pool_client")).toMatchObject({
      explicit_auth_flows: ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_CUSTOM_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
      access_token_validity: 5,
      id_token_validity: 10,
      refresh_token_validity: 1,
    });
    expect(stack.resource("aws_secretsmanager_secret")).toMatchObject({ lifecycle: { prevent_destroy: false } });
  });

  test("Secrets Manager stores id and secret of the client, encrypted and protected", () => {
    const stack = synthesizeClient();
    expect(stack.resource("aws_secretsmanager_secret")).toMatchObject({
      name: "shop-server",
      kms_key_id: "arn:aws:kms:us-east-1:111122223333:key/1",
      recovery_window_in_days: 30,
      lifecycle: { prevent_destroy: true },
    });
    const { secret_string: content } = stack.resource("aws_secretsmanager_secret_version");
    expect(content).toMatch(/^\$\{jsonencode\(.*"clientId" = aws_cognito_user_pool_client\.server_client_\w+\.id/);
    expect(content).toMatch(/"clientSecret" = aws_cognito_user_pool_client\.server_client_\w+\.client_secret/);
  });

  test("a granted role reads the secret", () => {
    const stack = synthesizeClient({}, (client, scope) => client.grantRead(testRole(scope)));
    expect(stack.statements("role_permissions")).toMatchObject([
      { sid: "ReadServer", resources: [expect.stringContaining("aws_secretsmanager_secret.server_secret")] },
      { sid: "DecryptServer", actions: ["kms:Decrypt"] },
    ]);
  });

  test("one error lists every invalid setting", () => {
    const invalid = () =>
      synthesizeClient({
        name: "shop/server",
        flows: [],
        key: { ...key, region: "us-west-2" },
        accessTokenMinutes: 4,
        idTokenMinutes: 1441,
        refreshTokenDays: 0,
      });
    expect(invalid).toThrow(InputError);
    for (const message of [
      /name: got "shop\/server"; allowed: a user pool client name/,
      /flows: got \[\]; allowed: at least one flow/,
      /key.region: got "us-west-2"; allowed: us-east-1/,
      /accessTokenMinutes: got 4/,
      /idTokenMinutes: got 1441/,
      /refreshTokenDays: got 0/,
    ]) {
      expect(invalid).toThrow(message);
    }
    expect(() => synthesizeClient({ flows: ["admin" as "srp"] })).toThrow(/flows: got "admin"; allowed: password, srp/);
    expect(() => synthesizeClient({ flows: ["srp", "srp"] })).toThrow(/flows: got "srp"; allowed: every value once/);
  });
});
