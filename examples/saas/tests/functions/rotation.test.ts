import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { Context } from "aws-lambda";
import { awsVariables } from "groundplan/testing/local";
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import type { Step } from "../../functions/rotation/steps";
import { provideDatabase, type TestDatabase } from "./support/database";

const context = { awsRequestId: "request", functionName: "rotation", functionVersion: "1" } as Context;
const all = ["createSecret", "setSecret", "testSecret", "finishSecret"] as const;

describe.skipIf(inject("moto") === "")("the rotation of the database's password", () => {
  let database: TestDatabase;
  let handler: typeof import("../../functions/handlers/rotation").handler;
  let SecretId: string;

  beforeAll(async () => {
    Object.assign(process.env, awsVariables(inject("moto")));
    database = await provideDatabase();
    SecretId = process.env["DATABASE_SECRET_ARN"]!;
    ({ handler } = await import("../../functions/handlers/rotation"));
  });

  afterAll(() => database.stop());

  const run = async (ClientRequestToken: string, ...steps: readonly Step[]) => {
    for (const step of steps) await handler({ Step: step, SecretId, ClientRequestToken }, context);
  };

  const password = async (VersionStage: string) => {
    const { SecretString = "{}" } = await new SecretsManagerClient().send(
      new GetSecretValueCommand({ SecretId, VersionStage }),
    );
    return (JSON.parse(SecretString) as { password: string }).password;
  };

  const opens = async (candidate: string) =>
    database.sql("SELECT 1", candidate).then(
      () => true,
      () => false,
    );

  test("changes it in the database and in the secret, and keeps the user", async () => {
    const before = await password("AWSCURRENT");
    await run(randomUUID(), ...all);
    const after = await password("AWSCURRENT");
    expect(after).toMatch(/^[A-Za-z0-9]{32}$/);
    expect([await opens(after), await opens(before), await password("AWSPREVIOUS")]).toEqual([true, false, before]);
  });

  test("does nothing twice: each step may be repeated", async () => {
    const token = randomUUID();
    await run(token, ...all.flatMap((step) => [step, step]));
    const after = await password("AWSCURRENT");
    await run(token, ...all);
    expect([await password("AWSCURRENT"), await opens(after)]).toEqual([after, true]);
  });

  test("that ended after the database had changed goes on with the same password", async () => {
    const token = randomUUID();
    await run(token, "createSecret", "setSecret");
    const pending = await password("AWSPENDING");
    expect([await opens(pending), await opens(await password("AWSCURRENT"))]).toEqual([true, false]);
    await run(token, ...all);
    expect(await password("AWSCURRENT")).toBe(pending);
  });

  test("uses the previous password if the database has not followed the secret", async () => {
    const before = await password("AWSCURRENT");
    // The current version was entered without a change of the database.
    await run(randomUUID(), "createSecret");
    const { makeCurrent, currentVersion, writePending } = await import("../../functions/adapters/secret-versions");
    const [token, current] = [randomUUID(), await currentVersion(SecretId)];
    await writePending(SecretId, token, JSON.stringify({ username: database.username, password: "never-set" }));
    await makeCurrent(SecretId, token, current);
    expect([await password("AWSPREVIOUS"), await opens("never-set")]).toEqual([before, false]);
    await run(randomUUID(), ...all);
    expect(await opens(await password("AWSCURRENT"))).toBe(true);
  });

  test("fails its test step, and changes nothing, while the database has another password", async () => {
    const [token, current] = [randomUUID(), await password("AWSCURRENT")];
    await run(token, "createSecret");
    await expect(run(token, "testSecret")).rejects.toThrow("The database refuses the pending password");
    await expect(run(randomUUID(), "setSecret")).rejects.toThrow("The secret has no version AWSPENDING");
    expect([await password("AWSCURRENT"), await opens(current)]).toEqual([current, true]);
  });

  test("fails if no version opens the database", async () => {
    const usable = await password("AWSCURRENT");
    await database.sql(`ALTER ROLE ${database.username} PASSWORD 'unknown'`, usable);
    const token = randomUUID();
    await run(token, "createSecret");
    await expect(run(token, "setSecret")).rejects.toThrow("neither the current nor the previous password");
    await database.sql(`ALTER ROLE ${database.username} PASSWORD '${usable}'`, "unknown");
  });

  test("fails with the reason of a database that does not answer", async () => {
    const port = process.env["DATABASE_PORT"];
    process.env["DATABASE_PORT"] = "1";
    const token = randomUUID();
    await run(token, "createSecret");
    await expect(run(token, "setSecret")).rejects.toThrow("ECONNREFUSED");
    process.env["DATABASE_PORT"] = port;
  });
});
