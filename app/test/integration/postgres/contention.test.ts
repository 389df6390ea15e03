import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  createShopDatabase,
  type Environment,
  orderRequest,
  product,
  type ShopDatabase,
} from "../../support/shop-database";

describe("orders that want the same products", () => {
  let db: ShopDatabase;
  let environments: Environment[];

  beforeAll(async () => {
    db = await createShopDatabase();
    environments = Array.from({ length: 8 }, () => db.open());
  });

  afterAll(() => db.drop());

  it("sell no more than there is: of forty buyers five get one of five pieces", async () => {
    const productId = await product(db.database, { stock: 5 });
    const buying = Array.from({ length: 40 }, (_, n) =>
      environments[n % 8]!.shop.placeOrder(`buyer-${n}`, orderRequest([{ productId, quantity: 1 }]), () => ""),
    );
    const outcomes = await Promise.allSettled(buying);
    const refusals = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason.code] : []));
    expect(refusals).toEqual(Array.from({ length: 35 }, () => "out-of-stock"));
    expect((await db.shop.findProduct(productId))?.stock).toBe(0);
  });

  it("all succeed, two hundred of them with three products each in any order", async () => {
    const products = await Promise.all(Array.from({ length: 5 }, () => product(db.database, { stock: 1_000 })));
    const request = (n: number) => {
      const start = n % 5;
      const chosen = [products[start]!, products[(start + 1 + (n % 2)) % 5]!, products[(start + 4) % 5]!];
      return orderRequest(chosen.map((productId) => ({ productId, quantity: 1 })));
    };
    const before = await deadlocks();
    const shops = environments.map(async ({ shop }, environment) => {
      for (let n = 0; n < 25; n += 1) await shop.placeOrder(`c-${n % 3}`, request(environment * 25 + n), () => "");
    });
    await Promise.all(shops);
    const stocks = await db.rows<{ sold: number }>(
      "SELECT (5000 - sum(stock))::integer AS sold FROM products WHERE id = ANY($1)",
      [products],
    );
    expect(stocks[0]!.sold).toBe(600);
    expect(await deadlocks()).toBe(before);
  });

  it("would not, if they locked the products in any order: the server counts the deadlock, and the repetition mends it", async () => {
    const [one, two] = [await product(db.database), await product(db.database)];
    const lock = "SELECT 1 FROM products WHERE id = $1 FOR UPDATE";
    const before = await deadlocks();
    let runs = 0;
    let waiting = 0;
    let meet = () => {};
    const met = new Promise<void>((resolve) => (meet = resolve));
    const crosswise = ({ database }: Environment, ids: string[]) =>
      database.transaction(async (session) => {
        runs += 1;
        await session.query(lock, [ids[0]]);
        if (++waiting === 2) meet();
        await met;
        await session.query(lock, [ids[1]]);
      });
    await Promise.all([crosswise(environments[0]!, [one, two]), crosswise(environments[1]!, [two, one])]);
    expect(runs).toBe(3);
    expect(await deadlocks()).toBe(before + 1);
  });

  it("fail after three repetitions", async () => {
    let runs = 0;
    const doomed = db.database.transaction(async (session) => {
      runs += 1;
      await session.query("DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '40001'; END $$");
    });
    await expect(doomed).rejects.toMatchObject({ name: "TemporarilyUnavailable", backend: "database" });
    expect(runs).toBe(4);
  });

  /** As the server counts them, once every session has reported. */
  async function deadlocks(): Promise<number> {
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    for (const { database } of environments) await database.read("SELECT pg_stat_force_next_flush()");
    const [row] = await db.rows<{ deadlocks: string }>(
      "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()",
    );
    return Number(row!.deadlocks);
  }
});
