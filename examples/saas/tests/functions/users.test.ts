import {
  AdminCreateUserCommand,
  CognitoIdentityProviderClient,
  CreateGroupCommand,
  CreateUserPoolCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { awsVariables, createTableInput } from "groundplan/testing/local";
import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, inject, test } from "vitest";
import { groups, tables } from "../../functions/contract";
import { call } from "./support/api";

describe.skipIf(inject("moto") === "")("users", () => {
  let handler: typeof import("../../functions/handlers/users").handler;
  let health: typeof handler;
  let cognito: CognitoIdentityProviderClient;
  let UserPoolId: string;

  beforeAll(async () => {
    const [USERS_TABLE, SUBSCRIPTIONS_TABLE] = [`users-${randomUUID()}`, `subscriptions-${randomUUID()}`];
    Object.assign(process.env, awsVariables(inject("moto")), { ALLOW_ORIGIN: "*", USERS_TABLE, SUBSCRIPTIONS_TABLE });
    const dynamo = new DynamoDBClient();
    await dynamo.send(new CreateTableCommand(createTableInput(USERS_TABLE, tables.users)));
    await dynamo.send(new CreateTableCommand(createTableInput(SUBSCRIPTIONS_TABLE, tables.subscriptions)));
    cognito = new CognitoIdentityProviderClient();
    const created = await cognito.send(new CreateUserPoolCommand({ PoolName: "saas", UsernameAttributes: ["email"] }));
    process.env["USER_POOL_ID"] = UserPoolId = created.UserPool!.Id!;
    for (const GroupName of Object.values(groups))
      await cognito.send(new CreateGroupCommand({ UserPoolId, GroupName }));
    ({ handler } = await import("../../functions/handlers/users"));
    ({ handler: health } = await import("../../functions/handlers/health"));
  });

  /** Registers a user at Cognito. @returns the id. */
  async function register(email: string): Promise<string> {
    const UserAttributes = [{ Name: "email", Value: email }];
    const { User } = await cognito.send(new AdminCreateUserCommand({ UserPoolId, Username: email, UserAttributes }));
    return User!.Attributes!.find(({ Name }) => Name === "sub")!.Value!;
  }

  const groupsOf = async (userId: string) => [
    ...(await (await import("../../functions/adapters/cognito")).groupsOf(userId)),
  ];

  test("join as customers with the address that Cognito has confirmed", async () => {
    const userId = await register("ann@example.com");
    const joined = await call(handler, "join", { userId, body: { name: "Ann O'Neil" } });
    expect([joined.status, joined.body]).toEqual([
      201,
      { userId, name: "Ann O'Neil", email: "ann@example.com", preferences: { email: true, sms: false } },
    ]);
    expect(await groupsOf(userId)).toEqual(["customer"]);
  });

  test("keep preferences and groups when they join again", async () => {
    const userId = await register("bob@example.com");
    await call(handler, "join", { userId, body: { name: "Bob", phone: "+14155550100" } });
    await call(handler, "putPreferences", { userId, body: { email: false, sms: true } });
    await call(handler, "putGroups", { userId: "admin", path: { userId }, body: { groups: ["support"] } });
    const { body } = await call(handler, "join", { userId, body: { name: "Robert" } });
    expect(body).toEqual({
      userId,
      name: "Robert",
      email: "bob@example.com",
      preferences: { email: false, sms: true },
    });
    expect(await groupsOf(userId)).toEqual(["support"]);
  });

  test("change their profile, and remove the phone number", async () => {
    const userId = await register("carol@example.com");
    await call(handler, "join", { userId, body: { name: "Carol", phone: "+14155550100" } });
    expect((await call(handler, "putProfile", { userId, body: { name: "Caroline" } })).body).not.toHaveProperty(
      "phone",
    );
    expect((await call(handler, "getProfile", { userId })).body).toMatchObject({ name: "Caroline" });
  });

  test("choose SMS only with a phone number", async () => {
    const userId = await register("dave@example.com");
    await call(handler, "join", { userId, body: { name: "Dave" } });
    const sms = { userId, body: { email: true, sms: true } };
    expect((await call(handler, "putPreferences", sms)).status).toBe(400);
    await call(handler, "putProfile", { userId, body: { name: "Dave", phone: "+14155550100" } });
    expect((await call(handler, "putPreferences", sms)).status).toBe(200);
  });

  test("are found by support, by address or id", async () => {
    const userId = await register("eve@example.com");
    await call(handler, "join", { userId, body: { name: "Eve" } });
    const found = await call(handler, "findUser", { userId: "support", query: { email: "eve@example.com" } });
    expect(found.body).toMatchObject({ userId, name: "Eve" });
    expect((await call(handler, "getUser", { userId: "support", path: { userId } })).body).toEqual(found.body);
    const none = await call(handler, "findUser", { userId: "support", query: { email: "nobody@example.com" } });
    expect([none.status, none.body["code"]]).toEqual([404, "not-found"]);
    const empty = await call(handler, "findUser", { userId: "support", query: { email: "" } });
    expect([empty.status, empty.body["code"]]).toEqual([400, "invalid-request"]);
  });

  test("who have not joined have no profile to change, and unknown users no groups", async () => {
    const userId = await register("frank@example.com");
    const statuses = [
      await call(handler, "getProfile", { userId }),
      await call(handler, "putProfile", { userId, body: { name: "Frank" } }),
      await call(handler, "putPreferences", { userId, body: { email: true, sms: false } }),
      await call(handler, "join", { userId: randomUUID(), body: { name: "Nobody" } }),
      await call(handler, "putGroups", { userId, path: { userId: randomUUID() }, body: { groups: ["admin"] } }),
    ].map(({ status }) => status);
    expect(statuses).toEqual([404, 404, 404, 404, 404]);
  });

  test.each([
    ["join", { name: "" }],
    ["join", { name: "Ann", admin: true }],
    ["join", { name: "Ann", phone: "0171 1234567" }],
    ["putProfile", "{"],
    ["putPreferences", { email: "yes", sms: false }],
    ["putGroups", { groups: ["root"] }],
  ] as const)("refuse in %s the body %j", async (name, body) => {
    const { status, body: refusal } = await call(handler, name, { userId: "u-1", path: { userId: "u-1" }, body });
    expect([status, refusal["code"]]).toEqual([400, "invalid-request"]);
  });

  test("are never taken from a request without an authorizer", async () => {
    expect((await call(handler, "getProfile")).status).toBe(500);
  });

  test("the region is healthy while its table answers", async () => {
    const { status, body } = await call(health, "getHealth");
    expect([status, body]).toEqual([200, { status: "ok", region: "us-east-1" }]);
    process.env["SUBSCRIPTIONS_TABLE"] = "lost";
    expect((await call(health, "getHealth")).status).toBe(500);
  });
});
