import type { APIGatewayAuthorizerResult, Context } from "aws-lambda";
import { generateKeyPairSync } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { signed, startPool, USER_POOL_ID, type Pool } from "../../../../tests/support/user-pool";
import { accessClaims, CLIENT_ID } from "./support/tokens";

const STAGE = "arn:aws:execute-api:us-east-1:111122223333:api/v1";
const context = { awsRequestId: "request", functionName: "test", functionVersion: "1" } as Context;

let pool: Pool;
beforeAll(async () => (pool = await startPool()));
afterAll(() => pool.stop());

beforeEach(() => {
  // The verifier keeps the keys of a pool.
  vi.resetModules();
  delete process.env["JWKS"];
  Object.assign(process.env, { USER_POOL_ID, CLIENT_ID, AWS_ENDPOINT_URL: pool.url });
});

async function authorize(token: string): Promise<APIGatewayAuthorizerResult> {
  const { handler } = await import("../../functions/handlers/authorizer");
  return handler({ type: "TOKEN", authorizationToken: token, methodArn: `${STAGE}/GET/profile` }, context);
}

const allowed = (result: APIGatewayAuthorizerResult) =>
  (result.policyDocument.Statement[0] as { Resource: string[] }).Resource.map((arn) => arn.slice(STAGE.length + 1));

test("SA-I1 SA-L1 a customer may call the routes of customers, in the whole stage", async () => {
  const result = await authorize(`Bearer ${signed(pool.privateKey, accessClaims())}`);
  expect(result).toMatchObject({ principalId: "user-1", context: { userId: "user-1", groups: "customer" } });
  expect(allowed(result)).toEqual(expect.arrayContaining(["GET/profile", "POST/subscriptions", "GET/subscriptions/*"]));
  expect(allowed(result).filter((route) => /users|exports|analytics/.test(route))).toEqual([]);
});

test("support reads users and counts, and administrators manage groups and exports", async () => {
  const of = async (group: string) =>
    allowed(await authorize(signed(pool.privateKey, accessClaims({ "cognito:groups": [group] }))));
  const [support, admin] = [await of("support"), await of("admin")];
  expect(support).toEqual(expect.arrayContaining(["GET/users", "GET/analytics/subscriptions"]));
  expect(support.filter((route) => /groups|exports|revenue/.test(route))).toEqual([]);
  expect(admin).toEqual(expect.arrayContaining(["PUT/users/*/groups", "POST/exports", "GET/analytics/revenue"]));
});

test("a user without a group may join, and nothing else", async () => {
  const { "cognito:groups": _groups, ...claims } = accessClaims() as Record<string, unknown>;
  expect(allowed(await authorize(signed(pool.privateKey, claims)))).toEqual(["POST/profile"]);
});

const { privateKey: anotherKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });

test.each<[string, () => string]>([
  ["no JWT", () => "nothing"],
  ["an expired token", () => signed(pool.privateKey, accessClaims({ exp: 1 }))],
  ["an ID token", () => signed(pool.privateKey, accessClaims({ token_use: "id" }))],
  ["a token of another client", () => signed(pool.privateKey, accessClaims({ client_id: "another" }))],
  ["a token of another pool", () => signed(pool.privateKey, accessClaims({ iss: "https://evil.example.com" }))],
  ["a token of another key", () => signed(anotherKey, accessClaims())],
  [
    "a token without a signature",
    () => `${signed(anotherKey, accessClaims(), { alg: "none" }).replace(/\.[^.]*$/, ".")}`,
  ],
])("%s is answered with 401", async (_, forge) => {
  await expect(authorize(`Bearer ${forge()}`)).rejects.toThrow(/^Unauthorized$/);
});

test("keys that cannot be read are an error, and no refusal", async () => {
  process.env["AWS_ENDPOINT_URL"] = "http://127.0.0.1:1";
  await expect(authorize(signed(pool.privateKey, accessClaims()))).rejects.not.toThrow(/^Unauthorized$/);
});

test("the standby accepts the same tokens by a copy of the keys, while Cognito does not answer", async () => {
  const jwks = await (await fetch(`${pool.url}/${USER_POOL_ID}/.well-known/jwks.json`)).text();
  Object.assign(process.env, { JWKS: jwks, AWS_ENDPOINT_URL: "http://127.0.0.1:1" });
  expect(allowed(await authorize(signed(pool.privateKey, accessClaims())))).toContain("GET/profile");
  await expect(authorize(signed(anotherKey, accessClaims()))).rejects.toThrow(/^Unauthorized$/);
});
