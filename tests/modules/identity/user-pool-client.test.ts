import { TerraformOutput, TerraformVariable } from "cdktf";
import { InputError, type AwsStack } from "../../../modules/core";
import { UserPool, UserPoolClient, type UserPoolClientProps } from "../../../modules/identity";
import { synthesizeStack } from "../../../testing";

const scopes = ["openid", "shop/orders.read"];

const createClient = (stack: AwsStack<"us-east-1">, differences: Partial<UserPoolClientProps> = {}) => {
  const userPool = new UserPool(stack, "user-pool", {
    name: "shop-dev",
    domainPrefix: "shop-dev",
    resourceServer: { identifier: "shop", scopes: { "orders.read": "Read orders" } },
  });
  return new UserPoolClient(stack, "storefront", { name: "shop-dev-storefront", userPool, scopes, ...differences });
};

const synthesizeClient = (differences: Partial<UserPoolClientProps> = {}, sites = ["https://shop.example.com"]) =>
  synthesizeStack((stack) => {
    const client = createClient(stack, differences);
    sites.forEach((site) => client.allowReturnTo(site));
  });

const resource = () => synthesizeClient().resource("aws_cognito_user_pool_client");

describe("UserPoolClient", () => {
  test("uses the authorization code flow only, without a secret", () => {
    expect(resource()).toMatchObject({
      name: "shop-dev-storefront",
      generate_secret: false,
      allowed_oauth_flows_user_pool_client: true,
      allowed_oauth_flows: ["code"],
      allowed_oauth_scopes: ["openid", "shop/orders.read"],
      supported_identity_providers: ["COGNITO"],
      explicit_auth_flows: ["ALLOW_REFRESH_TOKEN_AUTH"],
    });
  });

  test("hides whether a user exists", () => {
    expect(resource()).toMatchObject({ prevent_user_existence_errors: "ENABLED" });
  });

  test("issues revocable tokens for one hour that can be refreshed for one day", () => {
    expect(resource()).toMatchObject({
      access_token_validity: 60,
      id_token_validity: 60,
      refresh_token_validity: 1,
      token_validity_units: [{ access_token: "minutes", id_token: "minutes", refresh_token: "days" }],
      enable_token_revocation: true,
    });
  });

  test("is created after the scopes and the domain of its pool", () => {
    expect(resource()["depends_on"]).toEqual([
      expect.stringContaining("aws_cognito_user_pool."),
      expect.stringContaining("aws_cognito_resource_server."),
      expect.stringContaining("aws_cognito_user_pool_domain."),
    ]);
  });

  test("returns to the front page of every allowed site", () => {
    const stack = synthesizeClient({}, ["https://shop.example.com", "http://localhost:5173"]);
    const urls = ["https://shop.example.com/", "http://localhost:5173/"];
    expect(stack.resource("aws_cognito_user_pool_client")).toMatchObject({ callback_urls: urls, logout_urls: urls });
  });

  test("returns to a site whose address is unknown until apply", () => {
    const stack = synthesizeStack((scope) =>
      createClient(scope).allowReturnTo(new TerraformVariable(scope, "site", { type: "string" }).stringValue),
    );
    expect(stack.resource("aws_cognito_user_pool_client")).toMatchObject({ callback_urls: ["${var.site}/"] });
  });

  test("cannot be synthesized with no site to return to", () => {
    expect(() => synthesizeClient({}, [])).toThrow(/test\/storefront.*no site to return to.*call allowReturnTo/s);
  });

  test.each([
    "http://shop.example.com",
    "https://shop.example.com/",
    "https://shop.example.com/app",
    "shop.example.com",
  ])("refuses to return to %s", (site) => {
    expect(() => synthesizeClient({}, [site])).toThrow(
      /test\/storefront: allowReturnTo: got ".*"; allowed: https:\/\/ and a host without path/,
    );
  });

  test("returns to at most a hundred sites", () => {
    const sites = Array.from({ length: 101 }, (_value, index) => `https://shop-${index}.example.com`);
    expect(() => synthesizeClient({}, sites)).toThrow(/allowReturnTo: got 101; allowed: at most 100 sites/);
    expect(() => synthesizeClient({}, sites.slice(1))).not.toThrow();
  });

  test("exposes its id", () => {
    const { config } = synthesizeStack((scope) => {
      const client = createClient(scope);
      client.allowReturnTo("https://shop.example.com");
      new TerraformOutput(scope, "id", { value: client.clientId });
    });
    expect(config.output?.["id"]?.["value"]).toMatch(/^\$\{aws_cognito_user_pool_client\.\S+\.id\}$/);
  });

  test("issues tokens with the lifetimes of its props, within the limits of Cognito", () => {
    const client = synthesizeClient({ tokenMinutes: 5, refreshTokenDays: 30 }).resource("aws_cognito_user_pool_client");
    expect(client).toMatchObject({ access_token_validity: 5, id_token_validity: 5, refresh_token_validity: 30 });
    expect(() => synthesizeClient({ tokenMinutes: 4 })).toThrow(/tokenMinutes: got 4; allowed: .* 5 to 1440/);
    expect(() => synthesizeClient({ refreshTokenDays: 3_651 })).toThrow(
      /refreshTokenDays: got 3651; allowed: .* 1 to 3650/,
    );
  });

  test("reports every invalid setting at once", () => {
    const invalid = () => synthesizeClient({ name: "shop/web", scopes: ["shop/orders.delete", "openid", "openid"] });
    expect(invalid).toThrow(InputError);
    expect(invalid).toThrow(/^3 invalid settings/);
    expect(invalid).toThrow(/test\/storefront: name: got "shop\/web"; allowed: a user pool client name/);
    expect(invalid).toThrow(/scopes: got "shop\/orders\.delete"; allowed: openid, .*, shop\/orders\.read/);
    expect(invalid).toThrow(/scopes: got "openid"; allowed: every value once/);
    expect(() => synthesizeClient({ scopes: [] })).toThrow(/scopes: got \[\]; allowed: at least one scope/);
  });

  test("has the golden address", () => {
    expect(synthesizeClient().addresses.filter((address) => address.includes("client"))).toMatchInlineSnapshot(`
     [
       "aws_cognito_user_pool_client.storefront_client_312D6158",
     ]
    `);
  });
});
