import { ListQueuesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { Redis } from "iovalkey";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { localAuthority, serverCertificate, type Authority } from "../../../image/certificates";
import { catalogue } from "../../../local/catalogue";
import { freePort } from "../../../local/http/ports";
import { RedisServer } from "../../image/support/redis-server";
import { startMoto, type MotoServer } from "../../support/moto-server";
import { hasProgram } from "../../support/programs";
import { createShopDatabase, type ShopDatabase } from "../../support/shop-database";
import { interrupt, shopOf, startCommand, type Command } from "./command";
import { signInAt } from "./hosted-sign-in";

const folder = mkdtempSync(join(tmpdir(), "dev-servers-"));
const isPossible = ["redis-server", "openssl", "moto_server"].every(hasProgram);

let authority: Authority;
let database: ShopDatabase;
let redis: RedisServer;
let moto: MotoServer;
let dev: Command;
let url: string;

describe.skipIf(!isPossible)("npm run dev on the servers of the developer", () => {
  beforeAll(async () => {
    authority = localAuthority(folder);
    redis = new RedisServer(await freePort(), authority, serverCertificate(authority, folder, "cache"));
    [database, moto] = await Promise.all([createShopDatabase(), startMoto(), redis.start()]);
    dev = startCommand("dev", {
      PORT: "0",
      DATABASE_URL: database.url,
      REDIS_URL: redis.url,
      REDIS_CA_FILE: authority.certificateFile,
      AWS_ENDPOINT_URL: moto.url,
    });
    url = await shopOf(dev);
  });

  afterAll(async () => {
    if (dev) interrupt(dev);
    await dev?.closed;
    await Promise.all([database?.drop(), redis?.kill(), moto?.stop()]);
    rmSync(folder, { recursive: true });
  });

  it("processes a customer's order from sign-in to payment", async () => {
    const authorization = `Bearer ${await signInAt(url, "alice")}`;
    const opened = await fetch(`${url}/api/session`, { method: "POST", headers: { authorization } });
    // Without Secure and the name that requires it, because Safari refuses them over plain HTTP.
    expect(opened.headers.getSetCookie()).toEqual([expect.stringMatching(/^session=[\w-]{43}; Path=\/; HttpOnly;/)]);
    const headers = {
      authorization,
      "content-type": "application/json",
      cookie: opened.headers.getSetCookie()[0]!.split(";")[0]!,
      "x-csrf-token": ((await opened.json()) as { csrfToken: string }).csrfToken,
      "idempotency-key": "first",
    };
    const items = [{ productId: catalogue[0]!.id, quantity: 1, priceCents: catalogue[0]!.priceCents }];
    const body = JSON.stringify({ items, redeemPoints: 0, paymentToken: "tok_approved" });
    const placed = await fetch(`${url}/api/orders`, { method: "POST", headers, body });
    const { id } = (await placed.json()) as { id: string };
    const order = async () => (await fetch(`${url}/api/orders/${id}`, { headers })).json();
    await expect.poll(order).toMatchObject({ status: "paid" });
  });

  it("stores the order in the database, the session in the cache and messages in the emulator", async () => {
    expect(await database.rows("SELECT status FROM orders")).toEqual([{ status: "paid" }]);
    const cache = new Redis(redis.url, { tls: { ca: readFileSync(authority.certificateFile) } });
    expect(await cache.keys("v1:session:*")).toHaveLength(1);
    cache.disconnect();
    const credentials = { accessKeyId: "local", secretAccessKey: "local" };
    const sqs = new SQSClient({ endpoint: moto.url, region: "eu-central-1", credentials });
    const { QueueUrls: queues } = await sqs.send(new ListQueuesCommand({}));
    expect(queues).toEqual([expect.stringContaining("groundplan-local-orders")]);
  });
});
