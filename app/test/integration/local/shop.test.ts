import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { catalogue } from "../../../local/catalogue";
import { inProcess } from "../../../local/lambda/functions";
import { isEmpty, seed } from "../../../local/seed";
import { ORIGIN_SECRET_ARN, startWorld, type World } from "../../../local/world";
import { createShopDatabase, type ShopDatabase } from "../../support/shop-database";

let database: ShopDatabase;
let world: World;
let siteFolder: string;

beforeAll(async () => {
  database = await createShopDatabase();
  await seed(database.database);
  siteFolder = mkdtempSync(join(tmpdir(), "site-"));
  writeFileSync(join(siteFolder, "index.html"), "<title>The shop</title>");
  world = await startWorld({
    functions: inProcess,
    siteFolder,
    variables: {
      DATABASE_URL: database.url,
      REDIS_URL: "memory:",
      POWERTOOLS_LOG_LEVEL: "SILENT",
      POWERTOOLS_METRICS_DISABLED: "true",
    },
    outboxMillis: 50,
    retryMillis: 10,
  });
});

afterAll(async () => {
  await world?.stop();
  await database?.drop();
  rmSync(siteFolder, { recursive: true });
});

/** A customer with a session, who calls the API through the front door. */
async function signedIn(sub: string) {
  const token = await world.identity.issue(sub);
  const opened = await fetch(`${world.url}/api/session`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}` },
  });
  const { csrfToken } = (await opened.json()) as { csrfToken: string };
  const headers = {
    authorization: `Bearer ${token}`,
    "content-type": "application/json",
    cookie: opened.headers.getSetCookie()[0]!.split(";")[0]!,
    "x-csrf-token": csrfToken,
  };
  const placeOrder = async (paymentToken: string, key: string) => {
    const body = JSON.stringify({
      items: [{ productId: catalogue[0]!.id, quantity: 1, priceCents: catalogue[0]!.priceCents }],
      redeemPoints: 100,
      paymentToken,
    });
    const response = await fetch(`${world.url}/api/orders`, {
      method: "POST",
      headers: { ...headers, "idempotency-key": key },
      body,
    });
    return { status: response.status, order: (await response.json()) as { id: string; status: string } };
  };
  const get = async (path: string) => (await fetch(`${world.url}${path}`, { headers })).json();
  return { placeOrder, get };
}

describe("the local shop", () => {
  it("processes an order from the token to the payment", async () => {
    const { placeOrder, get } = await signedIn("a-customer");
    const { status, order } = await placeOrder("tok_approved", "first");
    expect(status).toBe(201);
    expect(order.status).toBe("placed");
    await expect.poll(() => get(`/api/orders/${order.id}`)).toMatchObject({ status: "paid" });
    expect(world.workflow.executions.get(order.id)).toBe("succeeded");
    // 500 welcome points, 100 of them redeemed, 58 earned for 58.00.
    expect(await get("/api/customers/me")).toMatchObject({ pointsBalance: 458 });
  });

  it("cancels an order whose payment is declined, and returns the points", async () => {
    const { placeOrder, get } = await signedIn("a-declined-customer");
    const { order } = await placeOrder("tok_declined", "first");
    await expect.poll(() => get(`/api/orders/${order.id}`)).toMatchObject({ status: "cancelled" });
    expect(await get("/api/customers/me")).toMatchObject({ pointsBalance: 500 });
  });

  it("pays an order after a failed attempt", async () => {
    const { placeOrder, get } = await signedIn("a-patient-customer");
    const { order } = await placeOrder("tok_flaky", "first");
    await expect.poll(() => get(`/api/orders/${order.id}`)).toMatchObject({ status: "paid" });
  });

  it("cancels an order whose payment provider never answers", async () => {
    const { placeOrder, get } = await signedIn("an-unlucky-customer");
    const { order } = await placeOrder("tok_unreachable", "first");
    await expect.poll(() => get(`/api/orders/${order.id}`)).toMatchObject({ status: "cancelled" });
  });

  it("shows the stock that a cancelled order has returned, because its functions share the memory cache", async () => {
    const { placeOrder, get } = await signedIn("a-curious-customer");
    const product = `/api/products/${catalogue[0]!.id}`;
    const { stock } = (await get(product)) as { stock: number };
    await placeOrder("tok_declined", "first");
    // From now on the cache has what is left meanwhile.
    await get(product);
    await expect.poll(() => get(product)).toMatchObject({ stock });
  });

  it("reads its configuration by the same calls as in AWS", () => {
    expect(world.aws.count("AmazonSSM.GetParametersByPath")).toBeGreaterThan(0);
    expect(world.aws.count("secretsmanager.GetSecretValue", ORIGIN_SECRET_ARN)).toBe(1);
    expect(world.aws.count("AmazonSQS.SendMessageBatch")).toBeGreaterThan(0);
    expect(world.aws.count("AWSStepFunctions.StartExecution")).toBeGreaterThan(0);
  });

  it("lists the whole catalogue, four shelves in turn", async () => {
    const { items } = (await (await fetch(`${world.url}/api/products?limit=100`)).json()) as {
      items: { category: string }[];
    };
    expect(items).toHaveLength(24);
    expect(items.slice(0, 4).map(({ category }) => category)).toEqual(["kitchen", "outdoor", "stationery", "games"]);
  });

  it("serves the storefront and its configuration", async () => {
    expect(await (await fetch(`${world.url}/orders`)).text()).toContain("The shop");
    expect(await (await fetch(`${world.url}/config.json`)).json()).toEqual({
      environment: "local",
      identity: {
        baseUrl: world.identity.issuer,
        clientId: world.identity.clientId,
        scopes: expect.arrayContaining(["openid"]),
      },
    });
  });
});

describe("the seed", () => {
  it("can be repeated, and restores stock that orders have used", async () => {
    await seed(database.database);
    const [row] = await database.rows<{ count: number; stock: number }>(
      "SELECT count(*)::int AS count, sum(stock)::int AS stock FROM products",
    );
    expect(row).toEqual({ count: 24, stock: catalogue.reduce((sum, { stock }) => sum + stock, 0) });
  });

  it("knows an empty catalogue from a filled one", async () => {
    const empty = await createShopDatabase();
    expect(await isEmpty(empty.database)).toBe(true);
    expect(await isEmpty(database.database)).toBe(false);
    await empty.drop();
  });
});
