import { tmpdir } from "node:os";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { catalogue } from "../../../local/catalogue";
import { inProcess } from "../../../local/lambda/functions";
import { seed } from "../../../local/seed";
import { startWorld, type World } from "../../../local/world";
import { startMoto, type MotoServer } from "../../support/moto-server";
import { hasProgram } from "../../support/programs";
import { createShopDatabase, type ShopDatabase } from "../../support/shop-database";

let moto: MotoServer;
let database: ShopDatabase;
let world: World;

describe.skipIf(!hasProgram("moto_server"))("the local shop on an emulator of AWS", () => {
  beforeAll(async () => {
    moto = await startMoto();
    database = await createShopDatabase();
    await seed(database.database);
    world = await startWorld({
      functions: inProcess,
      siteFolder: tmpdir(),
      variables: {
        DATABASE_URL: database.url,
        REDIS_URL: "memory:",
        POWERTOOLS_LOG_LEVEL: "SILENT",
        POWERTOOLS_METRICS_DISABLED: "true",
      },
      emulatorUrl: moto.url,
      outboxMillis: 50,
    });
  });

  afterAll(async () => {
    await world?.stop();
    await database?.drop();
    await moto?.stop();
  });

  it("processes an order through the emulator's queue to its payment", async () => {
    const authorization = `Bearer ${await world.identity.issue("a-customer")}`;
    const opened = await fetch(`${world.url}/api/session`, { method: "POST", headers: { authorization } });
    expect(opened.status).toBe(201);
    const { csrfToken } = (await opened.json()) as { csrfToken: string };
    const headers = {
      authorization,
      "content-type": "application/json",
      cookie: opened.headers.getSetCookie()[0]!.split(";")[0]!,
      "x-csrf-token": csrfToken,
      "idempotency-key": "first",
    };
    const body = JSON.stringify({
      items: [{ productId: catalogue[0]!.id, quantity: 1, priceCents: catalogue[0]!.priceCents }],
      redeemPoints: 0,
      paymentToken: "tok_approved",
    });
    const placed = await fetch(`${world.url}/api/orders`, { method: "POST", headers, body });
    const { id } = (await placed.json()) as { id: string };
    const order = async () => (await fetch(`${world.url}/api/orders/${id}`, { headers })).json();
    await expect.poll(order).toMatchObject({ status: "paid" });
  });

  it("uses the stand-in only for executions", () => {
    expect(new Set(world.aws.calls.map(({ operation }) => operation))).toEqual(
      new Set(["AWSStepFunctions.StartExecution"]),
    );
  });
});
