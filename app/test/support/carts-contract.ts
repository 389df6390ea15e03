import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { Carts } from "../../src/adapters/cache";
import { addItem, type CartOwner } from "../../src/domain/cart";
import { Refusal } from "../../src/domain/errors";
import type { Cache } from "../../src/domain/ports";

const [kettle, lamp] = ["0198c5a0-0000-7000-8000-000000000001", "0198c5a0-0000-7000-8000-000000000002"] as const;

const newCustomer = (): CartOwner => ({ kind: "customer", id: randomUUID() });
const newGuest = (): CartOwner => ({ kind: "guest", id: randomUUID() });

/** Tests of carts on each cache. Owners have random names: in a cluster their keys are in both shards. */
export function describeCarts(open: () => Promise<Cache>): void {
  let cache: Cache;
  let carts: Carts;

  beforeAll(async () => {
    cache = await open();
    carts = new Carts(cache);
  });

  afterAll(() => cache.close());

  const add = (owner: CartOwner, productId: string, quantity: number) =>
    carts.change(owner, (items) => addItem(items, { productId, quantity }, 99));

  it("keep each owner's items apart, also those of a guest with the id of a customer", async () => {
    const owners = Array.from({ length: 20 }, newCustomer);
    for (const [n, owner] of owners.entries()) await add(owner, kettle, n + 1);
    for (const [n, owner] of owners.entries()) {
      expect(await carts.read(owner)).toEqual([{ productId: kettle, quantity: n + 1 }]);
      expect(await carts.read({ ...owner, kind: "guest" })).toEqual([]);
    }
  });

  it("lose no piece of twenty that are added at the same moment, and accept no more", async () => {
    const owner = newCustomer();
    await Promise.all(Array.from({ length: 20 }, () => add(owner, kettle, 1)));
    expect(await carts.read(owner)).toEqual([{ productId: kettle, quantity: 20 }]);
    const more = await Promise.allSettled(Array.from({ length: 5 }, () => add(owner, kettle, 1)));
    expect(more.map((each) => each.status === "rejected" && each.reason instanceof Refusal)).toEqual(
      Array(5).fill(true),
    );
    expect(await carts.read(owner)).toEqual([{ productId: kettle, quantity: 20 }]);
  });

  it("move from a guest to a customer, whichever shards they are in, once and again", async () => {
    for (let n = 0; n < 10; n += 1) {
      const [guest, customer] = [newGuest(), newCustomer()];
      await add(guest, kettle, 3);
      await add(guest, lamp, 1);
      await add(customer, kettle, 2);
      await Promise.all([carts.merge(guest.id, customer.id), carts.merge(guest.id, customer.id)]);
      await carts.merge(guest.id, customer.id);
      expect(await carts.read(guest)).toEqual([]);
      expect(await carts.read(customer)).toEqual([
        { productId: kettle, quantity: 3 },
        { productId: lamp, quantity: 1 },
      ]);
    }
  });

  it("lose what was ordered and nothing else, and leave no key when they are empty", async () => {
    const owner = newCustomer();
    await Promise.all([add(owner, kettle, 2), add(owner, lamp, 1)]);
    await carts.removeOrdered(owner.id, [kettle]);
    expect(await carts.read(owner)).toEqual([{ productId: lamp, quantity: 1 }]);
    await carts.removeOrdered(owner.id, [kettle, lamp]);
    expect(await cache.get(`v1:cart:${owner.id}`)).toEqual({ status: "missing" });
  });
}
