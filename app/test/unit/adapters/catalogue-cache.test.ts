import { describe, expect, it } from "vitest";
import { CatalogueCache, MemoryCache } from "../../../src/adapters/cache";
import type { Feedback, PageRequest } from "../../../src/domain/model";
import { tea } from "../../support/memory-shop";

const given = (n: number): Feedback => ({
  id: `feedback-${n}`,
  productId: tea.id,
  rating: 4,
  comment: "Good",
  createdAt: "2026-01-02T03:04:05.000Z",
});

function catalogueAt() {
  let now = 0;
  const reads: string[] = [];
  const cache = new MemoryCache(() => now);
  const store = {
    listProducts: async ({ limit, after }: PageRequest, category?: string) => {
      reads.push(`products ${limit} ${category} ${after}`);
      return { items: category === "none" ? [] : [tea], next: null };
    },
    listFeedback: async (_productId: string, { limit, after }: PageRequest) => {
      reads.push(`feedback ${limit} ${after}`);
      return { items: Array.from({ length: 20 }, (_, n) => given(n)), next: "feedback-19" };
    },
  };
  const catalogue = new CatalogueCache(cache, store, () => 0);
  return { catalogue, reads, cache, wait: (seconds: number) => void (now += seconds * 1000) };
}

describe("the cached catalogue", () => {
  it("reads the first page of products once in ten seconds, by limit and category", async () => {
    const { catalogue, reads, wait } = catalogueAt();
    for (let n = 0; n < 3; n += 1) {
      expect(await catalogue.listProducts({ limit: 12 })).toEqual({ items: [tea], next: null });
      await catalogue.listProducts({ limit: 12 }, "drinks");
      await catalogue.listProducts({ limit: 100 });
    }
    expect(reads).toHaveLength(3);
    wait(11);
    await catalogue.listProducts({ limit: 12 });
    expect(reads).toHaveLength(4);
  });

  it("reads further and empty pages each time, whose number callers determine", async () => {
    const { catalogue, reads } = catalogueAt();
    for (let n = 0; n < 2; n += 1) {
      await catalogue.listProducts({ limit: 12, after: tea.id });
      await catalogue.listProducts({ limit: 12 }, "none");
      await catalogue.listFeedback(tea.id, { limit: 20, after: "feedback-19" });
      await catalogue.listFeedback(tea.id, { limit: 21 });
    }
    expect(reads).toHaveLength(8);
  });

  it("serves every short first page of feedback from one entry", async () => {
    const { catalogue, reads } = catalogueAt();
    const short = await catalogue.listFeedback(tea.id, { limit: 5 });
    expect([short.items.length, short.next]).toEqual([5, "feedback-4"]);
    const whole = await catalogue.listFeedback(tea.id, { limit: 20 });
    expect([whole.items.length, whole.next]).toEqual([20, "feedback-19"]);
    expect(reads).toEqual(["feedback 20 undefined"]);
  });

  it("reads a product's feedback again after it was dropped", async () => {
    const { catalogue, reads } = catalogueAt();
    await catalogue.listFeedback(tea.id, { limit: 20 });
    await catalogue.dropFeedback(tea.id);
    await catalogue.listFeedback(tea.id, { limit: 20 });
    expect(reads).toHaveLength(2);
  });

  it.each(["{", "{}", `{"items":[{}],"next":null}`])("replaces an entry that cannot be read: %s", async (entry) => {
    const { catalogue, cache, reads } = catalogueAt();
    await cache.set("v1:products:12:", entry, 60);
    expect((await catalogue.listProducts({ limit: 12 })).items).toEqual([tea]);
    await catalogue.listProducts({ limit: 12 });
    expect(reads).toHaveLength(1);
  });
});
