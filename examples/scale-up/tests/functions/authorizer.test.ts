import { createHmac, generateKeyPairSync } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { handler } from "../../functions/handlers/authorizer";
import { context } from "./support/resources";
import { signed, startPool, USER_POOL_ID, type Pool } from "../../../../tests/support/user-pool";
import { accessClaims, CLIENT_ID } from "./support/tokens";

const METHOD_ARN = "arn:aws:execute-api:us-east-1:111122223333:api1/showcase/POST/orders";
const STAGE = "arn:aws:execute-api:us-east-1:111122223333:api1/showcase";

let pool: Pool;

beforeAll(async () => {
  pool = await startPool();
  Object.assign(process.env, { AWS_ENDPOINT_URL: pool.url, USER_POOL_ID, CLIENT_ID: `${CLIENT_ID},single-sign-on` });
});

afterAll(() => pool.stop());

const authorize = (authorizationToken: string) =>
  handler({ type: "TOKEN", authorizationToken, methodArn: METHOD_ARN }, context);

const token = (overrides: object = {}, header: object = {}) => signed(pool.privateKey, accessClaims(overrides), header);

describe("the authorizer", () => {
  test("allows a customer every route of customers in the stage, and passes on who it is", async () => {
    expect(await authorize(`Bearer ${token()}`)).toEqual({
      principalId: "customer-1",
      policyDocument: {
        Version: "2012-10-17",
        Statement: [
          {
            Action: "execute-api:Invoke",
            Effect: "Allow",
            Resource: [`${STAGE}/POST/orders`, `${STAGE}/GET/orders`, `${STAGE}/GET/orders/*`, `${STAGE}/POST/pay`],
          },
        ],
      },
      context: { customerId: "customer-1", groups: "customers" },
    });
  });

  test("accepts a bare token, as Cognito's authorizer does", async () => {
    expect(await authorize(token())).toMatchObject({ principalId: "customer-1" });
  });

  test("accepts tokens of each client of the setting", async () => {
    expect(await authorize(token({ client_id: "single-sign-on" }))).toMatchObject({ principalId: "customer-1" });
    await expect(authorize(token({ client_id: `${CLIENT_ID},single-sign-on` }))).rejects.toThrow(/^Unauthorized$/);
  });

  test.each([
    ["no group", undefined],
    ["an empty list of groups", []],
    ["a group without routes", ["admins"]],
  ])("denies the whole stage to a member of %s", async (_, groups) => {
    const { policyDocument } = await authorize(token({ "cognito:groups": groups }));
    expect(policyDocument.Statement).toEqual([
      { Action: "execute-api:Invoke", Effect: "Deny", Resource: [`${STAGE}/*`] },
    ]);
  });

  test("allows analysts nothing of customers", async () => {
    const { policyDocument } = await authorize(token({ "cognito:groups": ["analysts"] }));
    expect(policyDocument.Statement).toMatchObject([{ Effect: "Allow", Resource: [`${STAGE}/GET/analytics`] }]);
  });

  const now = Math.floor(Date.now() / 1000);

  test.each<[string, () => string]>([
    ["nothing", () => ""],
    ["a text", () => "Bearer token"],
    ["an expired token", () => token({ exp: now - 1 })],
    ["a token of another client", () => token({ client_id: "another" })],
    ["an ID token", () => token({ token_use: "id", aud: CLIENT_ID, client_id: undefined })],
    ["a token of another pool", () => token({ iss: "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Other" })],
    ["a token of another issuer", () => token({ iss: "https://example.com" })],
    ["a token with an unknown key", () => token({}, { kid: "another" })],
    [
      "a token that another key has signed",
      () => signed(generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey, accessClaims()),
    ],
    [
      "an unsigned token",
      () => {
        const [, claims] = token().split(".");
        return `${Buffer.from('{"alg":"none","kid":"pool-key"}').toString("base64url")}.${claims}.`;
      },
    ],
    [
      "a token whose claims were changed",
      () => {
        const [header, , signature] = token().split(".");
        const claims = Buffer.from(JSON.stringify(accessClaims({ "cognito:groups": ["analysts"] })));
        return `${header}.${claims.toString("base64url")}.${signature}`;
      },
    ],
    [
      "a token signed with HS256",
      () => {
        const [, claims] = token().split(".");
        const text = `${Buffer.from('{"alg":"HS256","kid":"pool-key"}').toString("base64url")}.${claims}`;
        return `${text}.${createHmac("sha256", "pool-key").update(text).digest("base64url")}`;
      },
    ],
  ])("answers %s with Unauthorized", async (_, forged) => {
    await expect(authorize(forged())).rejects.toThrow(/^Unauthorized$/);
  });
});

test("the authorizer fails, and refuses nobody, while the keys of the pool cannot be read", async () => {
  vi.resetModules();
  vi.stubEnv("AWS_ENDPOINT_URL", "http://127.0.0.1:1");
  const fresh = await import("../../functions/handlers/authorizer");
  const event = { type: "TOKEN", authorizationToken: token(), methodArn: METHOD_ARN } as const;
  await expect(fresh.handler(event, context)).rejects.not.toThrow(/^Unauthorized$/);
  vi.unstubAllEnvs();
});
