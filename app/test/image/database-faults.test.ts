import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { eventually } from "./support/eventually";
import { measured } from "./support/measurements";
import { uncachedList } from "./support/requests";
import { hosts } from "./support/service-world";
import type { ContainerWorld } from "./support/world";

/** As in `src/adapters/postgres`: what a client waits for a statement. */
const QUERY_TIMEOUT_MS = 5000;
/** For the way through a busy machine. */
const MARGIN_MS = 1500;
/** Longest wait of a customer without a database: the connection timeout, and half a second. */
const DOWN_BAR_MS = 3500;

let world: ContainerWorld;

describe.each(hosts)("The API %s", (_where, start) => {
  beforeAll(async () => {
    world = await start();
    await world.addProduct({ priceCents: 1000, stock: 10 });
  });

  afterAll(() => world.stop());

  const list = () => world.request("GET", uncachedList);

  async function timed(
    work: () => ReturnType<typeof list>,
  ): Promise<{ milliseconds: number; answer: Awaited<ReturnType<typeof list>> }> {
    const startedAt = performance.now();
    const answer = await work();
    return { milliseconds: performance.now() - startedAt, answer };
  }

  describe("The database", () => {
    test("gate 2: is down: requests get 503 with Retry-After, nothing crashes, and the first request after the restart succeeds", async () => {
      expect((await list()).status).toBe(200);
      await world.database.stop();
      const { milliseconds, answer } = await timed(list);
      measured("gate 2", `database down: 503 after ${milliseconds.toFixed(0)} ms`);
      expect(answer.status).toBe(503);
      expect(Number(answer.headers["retry-after"])).toBeGreaterThan(0);
      expect(milliseconds).toBeLessThan(DOWN_BAR_MS);
      expect((await world.request("GET", "/health")).status).toBe(503);
      // The log names the source, not the bundle.
      await expect
        .poll(() => world.log(), { timeout: 10_000 })
        .toContain('"src/adapters/postgres/connection/connections.ts:');
      await world.database.start();
      expect((await list()).status).toBe(200);
      expect(world.environments("api").every(({ hasExited }) => !hasExited)).toBe(true);
    });

    test("gate 2: is silent when an environment starts: the first request gets 503 in time, and the next succeeds", async () => {
      await world.end("api");
      world.database.freeze();
      try {
        await world.scale("api", 1);
        const { milliseconds, answer } = await timed(list);
        measured("gate 2", `database silent at the start: 503 after ${milliseconds.toFixed(0)} ms`);
        expect(answer.status).toBe(503);
        expect(milliseconds).toBeLessThan(DOWN_BAR_MS);
      } finally {
        world.database.thaw();
      }
      expect((await list()).status).toBe(200);
    });

    test("gate 2: freezes in the middle of a statement: the request ends in time and the next one has another connection", async () => {
      await list();
      const frozen = await world.database.backends(world.databaseUser);
      expect(frozen.length).toBeGreaterThan(0);
      for (const backend of frozen) process.kill(backend, "SIGSTOP");
      try {
        const { milliseconds, answer } = await timed(list);
        measured("gate 2", `backend frozen: 503 after ${milliseconds.toFixed(0)} ms`);
        expect(answer.status).toBe(503);
        expect(milliseconds).toBeLessThan(QUERY_TIMEOUT_MS + MARGIN_MS);
        expect((await list()).status).toBe(200);
        const backends = await world.database.backends(world.databaseUser);
        expect(backends.some((backend) => !frozen.includes(backend))).toBe(true);
      } finally {
        for (const backend of frozen) process.kill(backend, "SIGCONT");
      }
    });
  });

  test("gate 3: an environment that was frozen and finds its connections dead serves every one of 50 reads", async () => {
    const statuses: number[] = [];
    for (let round = 0; round < 50; round += 1) {
      const [environment] = world.environments("api");
      await environment!.signal("SIGSTOP");
      await world.database.dropConnections(world.databaseUser);
      const waiting = list();
      await environment!.signal("SIGCONT");
      statuses.push((await waiting).status);
    }
    expect(statuses).toEqual(Array(50).fill(200));
    measured("gate 3", "50 thaws with dead connections: 50 x 200");
  });

  describe("The database's secret", () => {
    test("gate 7: changes during 200 requests, and none of them fails", async () => {
      const before = world.aws.secretReads("database");
      const statuses: number[] = [];
      for (let each = 0; each < 200; each += 1) {
        if (each === 100) {
          await world.rotateDatabasePassword("the-second-password");
          await world.database.dropConnections(world.databaseUser);
        }
        statuses.push((await list()).status);
      }
      expect(statuses).toEqual(Array(200).fill(200));
      measured(
        "gate 7",
        `200 requests across a rotation: all 200, ${world.aws.secretReads("database") - before} reads of the secret`,
      );
      expect(world.aws.secretReads("database") - before).toBeLessThanOrEqual(4);
    });

    test("gate 7: is wrong: requests get 503, and the secret is not read for each of them", async () => {
      await world.rotateDatabasePassword("the-third-password", "a-secret-that-nobody-updated");
      await world.database.dropConnections(world.databaseUser);
      const before = world.aws.secretReads("database");
      for (let each = 0; each < 20; each += 1) expect((await list()).status).toBe(503);
      const reads = world.aws.secretReads("database") - before;
      measured("gate 7", `wrong secret: ${reads} reads for 20 requests`);
      expect(reads).toBeLessThanOrEqual(6);
      await world.rotateDatabasePassword("the-fourth-password");
      await eventually("the right secret is found", async () => (await list()).status === 200, 30_000);
    }, 60_000);
  });
});
