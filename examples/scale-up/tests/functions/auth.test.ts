import {
  AdminListGroupsForUserCommand,
  AssociateSoftwareTokenCommand,
  CognitoIdentityProviderClient,
  SetUserMFAPreferenceCommand,
  VerifySoftwareTokenCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";
import { createHmac, randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { call, describeWithMoto, provideResources } from "./support/resources";

describeWithMoto("the function auth", () => {
  let auth: typeof import("../../functions/handlers/auth");
  const email = `${randomUUID()}@example.com`;
  const password = "Correct horse 1 battery";
  let customerId: string;

  beforeAll(async () => {
    await provideResources();
    auth = await import("../../functions/handlers/auth");
  });

  const post = (name: "register" | "confirmRegistration" | "login" | "refresh" | "answerChallenge", body: unknown) =>
    call(auth.handler, name, { body });

  test("registers a customer", async () => {
    const { status, body } = await post("register", { email, password, name: "Ann" });
    expect([status, Object.keys(body)]).toEqual([201, ["customerId"]]);
    customerId = String(body["customerId"]);
  });

  test("refuses an address that is registered", async () => {
    expect(await post("register", { email, password, name: "Eve" })).toMatchObject({
      status: 409,
      body: { code: "already-registered" },
    });
  });

  test("refuses a sign-in before the address is confirmed", async () => {
    expect(await post("login", { email, password })).toMatchObject({ status: 403, body: { code: "not-confirmed" } });
  });

  test("confirms the address", async () => {
    expect(await post("confirmRegistration", { email, code: "123456" })).toMatchObject({ status: 200 });
  });

  test("makes a customer of a user at the first sign-in: a member of the group, and a row of the table", async () => {
    const { status, body } = await post("login", { email, password });
    expect([status, body["customerId"]]).toEqual([200, customerId]);
    const claims = JSON.parse(
      Buffer.from(String(body["accessToken"]).split(".")[1]!, "base64url").toString(),
    ) as object;
    expect(claims).toMatchObject({ "cognito:groups": ["customers"], sub: customerId });
    const Username = customerId;
    const UserPoolId = process.env["USER_POOL_ID"];
    const { Groups } = await new CognitoIdentityProviderClient().send(
      new AdminListGroupsForUserCommand({ UserPoolId, Username }),
    );
    expect(Groups?.map(({ GroupName }) => GroupName)).toEqual(["customers"]);
    const TableName = process.env["CUSTOMERS_TABLE"];
    const { Item } = await DynamoDBDocumentClient.from(new DynamoDBClient()).send(
      new GetCommand({ TableName, Key: { customerId } }),
    );
    expect(Item).toMatchObject({ customerId, email });
  });

  test("exchanges a refresh token", async () => {
    const { body } = await post("login", { email, password });
    const refreshed = await post("refresh", { refreshToken: body["refreshToken"], customerId });
    expect(refreshed).toMatchObject({ status: 200, body: { customerId, expiresInSeconds: 3600 } });
    expect(refreshed.body["accessToken"]).not.toBe(body["accessToken"]);
  });

  test("demands the code of a second factor, and exchanges it for tokens", async () => {
    const { body } = await post("login", { email, password });
    const AccessToken = String(body["accessToken"]);
    const cognito = new CognitoIdentityProviderClient();
    await cognito.send(new AssociateSoftwareTokenCommand({ AccessToken }));
    await cognito.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode: "123456" }));
    const SoftwareTokenMfaSettings = { Enabled: true, PreferredMfa: true };
    await cognito.send(new SetUserMFAPreferenceCommand({ AccessToken, SoftwareTokenMfaSettings }));
    const challenged = await post("login", { email, password });
    expect(challenged).toMatchObject({ status: 200, body: { challenge: "SOFTWARE_TOKEN_MFA", username: email } });
    expect(challenged.text).not.toContain("eyJ");
    const answered = await post("answerChallenge", { ...challenged.body, code: "123456" });
    expect(answered).toMatchObject({ status: 200, body: { customerId } });
    const forged = await post("answerChallenge", { ...challenged.body, session: "another", code: "123456" });
    expect(forged.status).toBeGreaterThanOrEqual(400);
    await cognito.send(
      new SetUserMFAPreferenceCommand({
        AccessToken,
        SoftwareTokenMfaSettings: { Enabled: false, PreferredMfa: false },
      }),
    );
  });

  test.each([
    ["a wrong password", { email, password: "Another horse 1 battery" }],
    ["an unknown address", { email: "nobody@example.com", password }],
  ])("answers %s alike", async (_, body) => {
    expect(await post("login", body)).toMatchObject({
      status: 401,
      body: { code: "wrong-credentials", message: "E-mail address, password or code are wrong" },
    });
  });

  test.each([
    ["register", "{"],
    ["register", { email: "no address", password, name: "A" }],
    ["register", { email, password: "short", name: "A" }],
    ["register", { email, password, name: "A", "custom:role": "admin" }],
    ["login", { email, password: { $gt: "" } }],
    ["login", null],
    ["login", []],
    ["confirmRegistration", { email, code: "12345x" }],
    ["refresh", { refreshToken: "x", customerId: "../a" }],
    ["answerChallenge", { challenge: "CUSTOM_CHALLENGE", session: "s", username: email, code: "123456" }],
  ] as const)("refuses a hostile body of %s: %j", async (name, body) => {
    expect(await post(name, body)).toMatchObject({ status: 400, body: { code: "invalid-request" } });
  });

  test("sends the hash that proves the client's secret", async () => {
    const { clientFor } = await import("../../functions/adapters/cognito");
    const { ClientId, SecretHash } = await clientFor("ann@example.com");
    const expected = createHmac("sha256", "local").update(`ann@example.com${ClientId}`).digest("base64");
    expect([ClientId, SecretHash]).toEqual([process.env["CLIENT_ID"], expected]);
  });

  test("writes neither password nor token into an answer that refuses", async () => {
    const { text } = await post("login", { email, password: "Another horse 1 battery" });
    expect(text).not.toMatch(/horse|eyJ/);
  });
});
