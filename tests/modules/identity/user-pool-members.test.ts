import { TerraformVariable } from "cdktf";
import type { AwsStack } from "../../../modules/core";
import { UserPool, UserPoolClient, type IdentityProvider, type UserPoolProps } from "../../../modules/identity";
import { synthesizeStack } from "../../../testing";

type Stack = AwsStack<"us-east-1">;

const resourceServer = { identifier: "shop", scopes: { "orders.read": "Read orders" } };
const createPool = (stack: Stack, differences: Partial<UserPoolProps> = {}) =>
  new UserPool(stack, "pool", { name: "shop", domainPrefix: "shop-dev", resourceServer, ...differences });
const synthesizePool = (define: (pool: UserPool, stack: Stack) => void, differences: Partial<UserPoolProps> = {}) =>
  synthesizeStack((stack) => define(createPool(stack, differences), stack));
const pool = (differences: Partial<UserPoolProps>) =>
  synthesizePool(() => {}, differences).resource("aws_cognito_user_pool");

const email = {
  identityArn: "arn:aws:ses:us-east-1:111122223333:identity/shop.example.com",
  from: "no-reply@shop.example.com",
};
const secretOf = (stack: Stack): string =>
  new TerraformVariable(stack, "secret", { type: "string", sensitive: true }).stringValue;

describe("second factors", () => {
  test("can be codes by e-mail, which leaves the recovery of accounts to administrators", () => {
    expect(pool({ secondFactors: ["email"], email })).toMatchObject({
      mfa_configuration: "ON",
      email_mfa_configuration: { subject: "Your sign-in code", message: "Your sign-in code is {####}." },
      account_recovery_setting: { recovery_mechanism: [{ name: "admin_only", priority: 1 }] },
    });
    expect(pool({ secondFactors: ["email"], email })).not.toHaveProperty("software_token_mfa_configuration");
    expect(pool({ secondFactors: ["app", "email"], email })).toMatchObject({
      software_token_mfa_configuration: { enabled: true },
      email_mfa_configuration: {},
    });
  });

  test("by e-mail need SES and a tier above LITE", () => {
    expect(() => pool({ secondFactors: ["email"] })).toThrow(
      'test/pool: secondFactors: got ["email"]; allowed: app, as long as email is not set; set email to SES',
    );
    expect(() => pool({ secondFactors: ["email"], email, tier: "LITE" })).toThrow(
      'tier: got "LITE"; allowed: ESSENTIALS, PLUS for codes by e-mail',
    );
    expect(() => pool({ secondFactors: ["email"], mfa: "off" })).not.toThrow();
  });

  test("are known, and at least one", () => {
    expect(() => pool({ secondFactors: ["sms" as never] })).toThrow('secondFactors: got "sms"; allowed: app, email');
    expect(() => pool({ secondFactors: [] })).toThrow("secondFactors: got []; allowed: at least one factor");
  });
});

describe("UserPool.addGroup", () => {
  test("creates a group with its rank and its role", () => {
    const roleArn = "arn:aws:iam::111122223333:role/admins";
    const stack = synthesizePool((userPool) => {
      userPool.addGroup("admins", { precedence: 0, description: "Run the shop", role: { roleArn } });
      userPool.addGroup("customers", { precedence: 10 });
    });
    expect(stack.resource("aws_cognito_user_group", "pool_group-admins")).toMatchObject({
      name: "admins",
      precedence: 0,
      description: "Run the shop",
      role_arn: roleArn,
      user_pool_id: expect.stringMatching(/^\$\{aws_cognito_user_pool\.pool_\w+\.id\}$/),
    });
    expect(stack.resource("aws_cognito_user_group", "pool_group-customers")).not.toHaveProperty("role_arn");
  });

  test("refuses two groups of one rank, and what Cognito refuses", () => {
    const add = (name: string, precedence: number, description?: string) => () =>
      synthesizePool((userPool) => {
        userPool.addGroup("admins", { precedence: 1 });
        userPool.addGroup(name, { precedence, description });
      });
    expect(add("customers", 1)).toThrow(
      "test/pool: addGroup.precedence: got 1; allowed: a precedence that no other group has; rank the groups",
    );
    expect(add("customers", -1)).toThrow("addGroup.precedence: got -1; allowed: a whole number from 0 to 2147483647");
    expect(add("my customers", 2)).toThrow('addGroup: got "my customers"; allowed: a user group name of at most 128');
    expect(add("customers", 2, "x".repeat(2_049))).toThrow("addGroup.description");
  });
});

describe("UserPool.addClaimsBy", () => {
  const fn = {
    functionName: "shop-claims",
    aliasName: "live",
    aliasArn: "arn:aws:lambda:us-east-1:111122223333:function:shop-claims:live",
  };

  test("invokes the alias before each token, and allows the pool to", () => {
    const stack = synthesizePool((userPool) => userPool.addClaimsBy(fn));
    expect(stack.resource("aws_cognito_user_pool")).toMatchObject({
      lambda_config: { pre_token_generation_config: { lambda_arn: fn.aliasArn, lambda_version: "V2_0" } },
    });
    expect(stack.resource("aws_lambda_permission")).toMatchObject({
      function_name: "shop-claims",
      qualifier: "live",
      principal: "cognito-idp.amazonaws.com",
      source_arn: expect.stringMatching(/^\$\{aws_cognito_user_pool\.pool_\w+\.arn\}$/),
    });
  });

  test("refuses functions of another region, and the tier without such events", () => {
    const elsewhere = { ...fn, aliasArn: fn.aliasArn.replace("us-east-1", "eu-west-1") };
    expect(() => synthesizePool((userPool) => userPool.addClaimsBy(elsewhere))).toThrow(/addClaimsBy\.aliasArn: got/);
    expect(() => synthesizePool((userPool) => userPool.addClaimsBy(fn), { tier: "LITE" })).toThrow(
      'test/pool: tier: got "LITE"; allowed: a tier with claims in access tokens; choose ESSENTIALS or PLUS',
    );
  });
});

describe("UserPool.addIdentityProvider", () => {
  const saml = { type: "saml", metadataUrl: "https://login.example.com/metadata.xml" } as const;
  const oidc = { type: "oidc", issuer: "https://login.example.com/v2.0", clientId: "shop" } as const;
  const provider = (define: (userPool: UserPool, stack: Stack) => void) =>
    synthesizePool(define).resource("aws_cognito_identity_provider");

  test("adds a SAML provider by its metadata", () => {
    expect(provider((userPool) => userPool.addIdentityProvider(saml, "Staff"))).toMatchObject({
      provider_name: "Staff",
      provider_type: "SAML",
      provider_details: { MetadataURL: saml.metadataUrl, IDPSignout: "false" },
      attribute_mapping: { email: "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress" },
    });
    const settings = { ...saml, attributes: { email: "mail" }, domains: ["example.com"], signOut: true };
    expect(provider((userPool) => userPool.addIdentityProvider(settings, "Staff"))).toMatchObject({
      provider_details: { IDPSignout: "true" },
      attribute_mapping: { email: "mail" },
      idp_identifiers: ["example.com"],
    });
  });

  test("adds an OIDC provider, whose users are known by their subject", () => {
    const add = (more: object) =>
      provider((userPool, stack) =>
        userPool.addIdentityProvider({ ...oidc, clientSecret: secretOf(stack), ...more }, "Partner"),
      );
    expect(add({})).toMatchObject({
      provider_name: "Partner",
      provider_type: "OIDC",
      provider_details: {
        client_id: "shop",
        client_secret: "${var.secret}",
        authorize_scopes: "openid email",
        oidc_issuer: "https://login.example.com/v2.0",
        attributes_request_method: "GET",
      },
      attribute_mapping: { username: "sub", email: "email" },
    });
    expect(add({ scopes: ["openid"], attributes: { email: "upn" } })).toMatchObject({
      provider_details: { authorize_scopes: "openid" },
      attribute_mapping: { username: "sub", email: "upn" },
    });
  });

  test.each([
    ["google", "Google", "openid email", "sub"],
    ["facebook", "Facebook", "public_profile,email", "id"],
    ["amazon", "LoginWithAmazon", "profile", "user_id"],
  ] as const)("adds %s by the name that Cognito gives it", (type, name, scopes, username) => {
    const block = provider((userPool, stack) => {
      expect(userPool.addIdentityProvider({ type, clientId: "shop", clientSecret: secretOf(stack) })).toBe(name);
    });
    expect(block).toMatchObject({
      provider_name: name,
      provider_type: name,
      provider_details: { client_id: "shop", client_secret: "${var.secret}", authorize_scopes: scopes },
      attribute_mapping: { username, email: "email" },
    });
  });

  test.each<[string, object, string | undefined]>([
    ['addIdentityProvider.name: got "Google"; allowed: 3 to 32 letters', saml, "Google"],
    ['addIdentityProvider.name: got ""; allowed: 3 to 32 letters', saml, undefined],
    [
      'metadataUrl: got "http://a.example.com"; allowed: an https:// URL',
      { ...saml, metadataUrl: "http://a.example.com" },
      "Staff",
    ],
    ["metadataUrl: got", { ...saml, metadataUrl: "https://a.example.com/${path}" }, "Staff"],
    ["metadataUrl: got", { ...saml, metadataUrl: 'https://a.example.com/"' }, "Staff"],
    ["issuer: got", { ...oidc, clientSecret: "x", issuer: "https://a.example.com/${path}" }, "Partner"],
    ['domains: got "@example.com"; allowed: a domain', { ...saml, domains: ["@example.com"] }, "Staff"],
    ["domains: got", { ...saml, domains: Array.from({ length: 51 }, (_, index) => `d${index}.example.com`) }, "Staff"],
    ['clientSecret: got "a literal"; allowed: a reference', { ...oidc, clientSecret: "s3cret" }, "Partner"],
    [
      'issuer: got "https://a.example.com/"; allowed: an https:// URL without',
      { ...oidc, clientSecret: "x", issuer: "https://a.example.com/" },
      "Partner",
    ],
    [
      'scopes: got ["email"]; allowed: scopes with openid',
      { ...oidc, clientSecret: "x", scopes: ["email"] },
      "Partner",
    ],
    [
      'addIdentityProvider.name: got "Search"; allowed: Google',
      { type: "google", clientId: "a", clientSecret: "x" },
      "Search",
    ],
    ['addIdentityProvider.type: got "github"; allowed: saml, oidc', { type: "github" }, "Github"],
  ])("refuses with %s", (message, settings, name) => {
    const add = () => synthesizePool((userPool) => userPool.addIdentityProvider(settings as never, name as never));
    expect(add).toThrow(message);
    expect(add).not.toThrow("s3cret");
  });
});

describe("the members of a pool", () => {
  const saml = { type: "saml", metadataUrl: "https://login.example.com/metadata.xml" } as const;

  test.each<[string, (userPool: UserPool) => void]>([
    [
      'addIdentityProvider.name: got "staff"; allowed: a name that differs from the others',
      (userPool) => ["Staff", "staff"].forEach((name) => userPool.addIdentityProvider(saml, name)),
    ],
    [
      'addIdentityProvider.domains: got "example.com"; allowed: domains that no other provider has',
      (userPool) =>
        ["Staff", "Partner"].forEach((name) =>
          userPool.addIdentityProvider({ ...saml, domains: ["example.com"] }, name),
        ),
    ],
    [
      'addGroup: got "Staff"; allowed: a name that differs from the others',
      (userPool) => ["staff", "Staff"].forEach((name, precedence) => userPool.addGroup(name, { precedence })),
    ],
  ])("are refused with %s", (message, define) => {
    expect(() => synthesizePool(define)).toThrow(message);
  });

  test("may have different names and domains", () => {
    const stack = synthesizePool((userPool) => {
      userPool.addIdentityProvider({ ...saml, domains: ["example.com"] }, "Staff");
      userPool.addIdentityProvider({ ...saml, domains: ["partner.example.com"] }, "Partner");
      userPool.addIdentityProvider(saml, "Guests");
    });
    expect(Object.keys(stack.resources("aws_cognito_identity_provider"))).toHaveLength(3);
  });
});

describe("a client of a pool with providers", () => {
  const createClient = (userPool: UserPool, stack: Stack, identityProviders?: readonly string[]) => {
    const client = new UserPoolClient(stack, "client", {
      name: "shop",
      userPool,
      scopes: ["openid"],
      identityProviders,
    });
    client.allowReturnTo("https://shop.example.com");
  };
  const google = (stack: Stack): IdentityProvider & { type: "google" } => ({
    type: "google",
    clientId: "shop",
    clientSecret: secretOf(stack),
  });

  test("offers the users of the pool by default, and the providers that it names, once they exist", () => {
    const stack = synthesizePool((userPool, scope) =>
      createClient(userPool, scope, ["COGNITO", userPool.addIdentityProvider(google(scope))]),
    );
    const client = stack.resource("aws_cognito_user_pool_client");
    expect(client).toMatchObject({ supported_identity_providers: ["COGNITO", "Google"] });
    expect(client["depends_on"]).toContainEqual(
      expect.stringMatching(/^aws_cognito_identity_provider\.pool_provider-google_/),
    );
    expect(synthesizePool(createClient).resource("aws_cognito_user_pool_client")).toMatchObject({
      supported_identity_providers: ["COGNITO"],
    });
  });

  test("refuses providers that the pool does not have, and none at all", () => {
    const offer = (identityProviders: readonly string[]) => () =>
      synthesizePool((userPool, stack) => createClient(userPool, stack, identityProviders));
    expect(offer(["Google"])).toThrow(
      'test/client: identityProviders: got "Google"; allowed: COGNITO; add it to the pool before the client',
    );
    expect(offer([])).toThrow("identityProviders: got []; allowed: at least one provider");
  });
});
