import { App, Testing } from "cdktf";
import { AwsStack, type AwsRegion } from "../../../modules/core";
import {
  IdentityPool,
  ServerClient,
  UserPool,
  UserPoolClient,
  type IdentityPoolProps,
} from "../../../modules/identity";
import { EncryptionKey } from "../../../modules/security";
import { synthesizeStack } from "../../../testing";

type Stack = AwsStack<"us-east-1">;

const client = { clientId: "app", providerName: "cognito-idp.us-east-1.amazonaws.com/us-east-1_a" };
const props: IdentityPoolProps = { name: "saas", clients: [client], roles: "by-group" };
const role = { roleArn: "arn:aws:iam::111122223333:role/pro" };
const equalsPro = { claim: "custom:plan", match: "equals", value: "pro", role } as const;

const synthesizePool = (
  differences: Partial<IdentityPoolProps> = {},
  define: (pool: IdentityPool, stack: Stack) => void = () => {},
) => synthesizeStack((stack) => define(new IdentityPool(stack, "pool", { ...props, ...differences }), stack));

describe("IdentityPool", () => {
  test("has no guests and no classic flow, and checks tokens at the user pool", () => {
    expect(synthesizePool().resource("aws_cognito_identity_pool")).toMatchObject({
      identity_pool_name: "saas",
      allow_unauthenticated_identities: false,
      allow_classic_flow: false,
      cognito_identity_providers: [
        { client_id: "app", provider_name: client.providerName, server_side_token_check: true },
      ],
      lifecycle: { prevent_destroy: true },
    });
    const unprotected = synthesizePool({ deletionProtection: false }).resource("aws_cognito_identity_pool");
    expect(unprotected).toMatchObject({ lifecycle: { prevent_destroy: false } });
  });

  test("gives users the role of their group, and no credentials to those without one", () => {
    expect(synthesizePool().resource("aws_cognito_identity_pool_roles_attachment")).toMatchObject({
      roles: { authenticated: expect.stringMatching(/^\$\{aws_iam_role\.pool_role-default_role_\w+\.arn\}$/) },
      role_mapping: [
        {
          identity_provider: "cognito-idp.us-east-1.amazonaws.com/us-east-1_a:app",
          ambiguous_role_resolution: "Deny",
          type: "Token",
        },
      ],
    });
  });

  test("has a default role without permissions, which the provider requires", () => {
    const stack = synthesizePool();
    expect(stack.resource("aws_iam_role")).toMatchObject({ name: "saas-default", description: "No role in saas" });
    expect(stack.resources("aws_iam_role_policy")).toEqual({});
  });

  test("gives users the role of the first rule that their claims satisfy, of every client", () => {
    const other = { ...client, clientId: "other" };
    const stack = synthesizePool({ roles: "by-rule", clients: [client, other] }, (pool) => {
      pool.addRule(equalsPro);
      pool.addRule({ ...equalsPro, match: "starts-with", value: "p" });
    });
    const rule = { claim: "custom:plan", role_arn: role.roleArn };
    const mapping = {
      ambiguous_role_resolution: "Deny",
      type: "Rules",
      mapping_rule: [
        { ...rule, match_type: "Equals", value: "pro" },
        { ...rule, match_type: "StartsWith", value: "p" },
      ],
    };
    expect(stack.resource("aws_cognito_identity_pool_roles_attachment")["role_mapping"]).toEqual([
      { ...mapping, identity_provider: `${client.providerName}:app` },
      { ...mapping, identity_provider: `${client.providerName}:other` },
    ]);
  });

  test("has roles that only signed-in users of the pool assume, with grants", () => {
    const stack = synthesizePool({}, (pool, scope) => {
      const admins = pool.addRole("admins", { name: "saas-admins", description: "Administrators" });
      const key = EncryptionKey.fromArn(scope, "key", "arn:aws:kms:us-east-1:111122223333:key/data");
      key.grantUse(admins);
      key.grantUse(admins);
    });
    expect(stack.resource("aws_iam_role", "role-admins")).toMatchObject({
      name: "saas-admins",
      description: "Administrators",
    });
    expect(stack.statements("role-admins_trust")).toEqual([
      {
        sid: "AssumedByUsersOfThePool",
        effect: "Allow",
        actions: ["sts:AssumeRoleWithWebIdentity"],
        principals: [{ type: "Federated", identifiers: ["cognito-identity.amazonaws.com"] }],
        condition: [
          {
            test: "StringEquals",
            variable: "cognito-identity.amazonaws.com:aud",
            values: [expect.stringMatching(/^\$\{aws_cognito_identity_pool\.pool_\w+\.id\}$/)],
          },
          {
            test: "ForAnyValue:StringEquals",
            variable: "cognito-identity.amazonaws.com:amr",
            values: ["authenticated"],
          },
        ],
      },
    ]);
    expect(stack.statements("role-admins_permissions")).toMatchObject([{ sid: "UseKey" }]);
  });

  test("trusts the principal of its partition", () => {
    const textIn = (region: AwsRegion): string => {
      const tags = { Environment: "dev", Project: "saas", Owner: "team" };
      const stack = new AwsStack(new App(), "saas", { account: "111122223333", region, tags, state: "local" });
      new IdentityPool(stack, "pool", props).addRole("users", { name: "users", description: "Users" });
      return Testing.synth(stack);
    };
    expect(textIn("cn-north-1")).toContain('"cognito-identity.cn-north-1.amazonaws.com.cn:aud"');
    expect(textIn("us-gov-west-1")).toContain('"cognito-identity-us-gov.amazonaws.com:aud"');
    expect(textIn("eu-west-1")).toContain('"cognito-identity.amazonaws.com:aud"');
  });

  test("takes clients of a user pool, whose groups have its roles", () => {
    const stack = synthesizeStack((scope) => {
      const resourceServer = { identifier: "saas", scopes: { read: "Read" } };
      const userPool = new UserPool(scope, "users", { name: "saas", domainPrefix: "saas", resourceServer });
      const app = new UserPoolClient(scope, "app", { name: "app", userPool, scopes: ["openid"] });
      app.allowReturnTo("https://saas.example.com");
      const key = EncryptionKey.fromArn(scope, "key", "arn:aws:kms:us-east-1:111122223333:key/data");
      const server = new ServerClient(scope, "server", { name: "server", userPool, key });
      const pool = new IdentityPool(scope, "pool", { ...props, clients: [app, server] });
      const admins = pool.addRole("admins", { name: "saas-admins", description: "Administrators" });
      userPool.addGroup("admin", { precedence: 0, role: admins });
    });
    const { cognito_identity_providers: providers } = stack.resource("aws_cognito_identity_pool");
    const providerName = expect.stringMatching(
      /^cognito-idp\.us-east-1\.amazonaws\.com\/\$\{aws_cognito_user_pool\.users/,
    );
    expect(providers).toMatchObject([{ provider_name: providerName }, { provider_name: providerName }]);
    expect(stack.resource("aws_cognito_user_group")).toMatchObject({
      role_arn: expect.stringMatching(/^\$\{aws_iam_role\.pool_role-admins_role_\w+\.arn\}$/),
    });
  });

  test("by rule needs a rule, which Cognito demands", () => {
    expect(() => synthesizePool({ roles: "by-rule" })).toThrow("no rule for roles; call addRule");
  });

  test("reports every invalid setting at once", () => {
    const invalid = () => synthesizePool({ name: "saas/prod", clients: [], roles: "by-luck" as never });
    expect(invalid).toThrow(/3 invalid settings/);
    expect(invalid).toThrow(/name: got "saas\/prod"; allowed: 1 to 56 letters/);
    expect(invalid).toThrow(/clients: got \[\]; allowed: at least one client/);
    expect(invalid).toThrow(/roles: got "by-luck"; allowed: by-group, by-rule/);
    const clients = Array.from({ length: 51 }, () => client);
    expect(() => synthesizePool({ clients })).toThrow(/clients: got .*; allowed: at most 50 clients/);
  });

  test("refuses roles and rules that AWS refuses", () => {
    const adding =
      (rule: object, roles: IdentityPoolProps["roles"] = "by-rule", before = 0) =>
      () =>
        synthesizePool({ roles }, (pool) => {
          Array.from({ length: before }).forEach(() => pool.addRule(equalsPro));
          pool.addRule({ ...equalsPro, ...rule });
        });
    expect(adding({}, "by-group")).toThrow(/roles: got "by-group"; allowed: by-rule; choose by-rule, or give the role/);
    expect(adding({}, "by-rule", 25)).toThrow(/addRule: got 26; allowed: a whole number from 1 to 25/);
    expect(adding({ claim: "", match: "like", value: "" })).toThrow(
      /3 invalid settings:[^]*addRule.claim[^]*addRule.match[^]*addRule.value/,
    );
    expect(adding({}, "by-rule", 24)).not.toThrow();
    const named = () => synthesizePool({}, (pool) => pool.addRole("a", { name: "a b", description: "A" }));
    expect(named).toThrow(/test\/pool\/role-a: name: got "a b"; allowed: a role name/);
  });

  test("has the golden addresses", () => {
    const stack = synthesizePool({}, (pool) => pool.addRole("users", { name: "users", description: "Users" }));
    expect(stack.addresses).toMatchInlineSnapshot(`
      [
        "aws_cognito_identity_pool.pool_8FF6099E",
        "aws_cognito_identity_pool_roles_attachment.pool_roles_8C4B26EB",
        "aws_iam_role.pool_role-default_role_5B89C47C",
        "aws_iam_role.pool_role-users_role_24EFA0CA",
        "data.aws_iam_policy_document.pool_role-default_trust_document_C19CC677",
        "data.aws_iam_policy_document.pool_role-users_trust_document_D0F6E20A",
      ]
    `);
  });
});
