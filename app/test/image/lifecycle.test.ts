import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { eventually } from "./support/eventually";
import { inParallel, measured } from "./support/measurements";
import { addProbes, probes } from "./support/probes";
import { median, percentile } from "./support/statistics";
import { uncachedList } from "./support/requests";
import { startWorld, type ContainerWorld } from "./support/world";

const MEMORY_BAR_MB = 128;
const SAMPLES = 20;
/**
 * The bar of a quiet machine, and the same in multiples of the 42 ms that the runtime takes there for a handler that
 * does nothing.
 */
const COLD_START_BAR_MS = 250;
const COLD_START_RATIO_BAR = 6;
/** The shutdown phase of Lambda where an internal extension is registered; with external ones it is 2 s. */
const SHUTDOWN_PHASE_MS = 500;

let world: ContainerWorld;

beforeAll(async () => {
  world = await startWorld({});
  await world.addProduct({ priceCents: 1000, stock: 10 });
  await addProbes(world);
});

afterAll(() => world.stop());

/**
 * From the start of Node.js in the container to its first answer. The time that buildah takes to prepare the container
 * is not Lambda's.
 */
async function coldStart(command?: readonly string[]): Promise<number> {
  const environment = world.launch("api", { command });
  const { status } = await world.request("GET", uncachedList, { isProbe: command !== undefined });
  const answeredAt = performance.timeOrigin + performance.now();
  expect(status).toBe(200);
  await world.end("api");
  return answeredAt - environment.startedAt;
}

describe("An execution environment", () => {
  test("gate 11: answers soon after its start, with a database query", { timeout: 300_000 }, async () => {
    const [shop, bare]: [number[], number[]] = [[], []];
    for (let each = 0; each < SAMPLES; each += 1) {
      bare.push(await coldStart(probes.bare));
      shop.push(await coldStart());
    }
    const [p95, ratio] = [percentile(shop, 0.95), median(shop) / median(bare)];
    const figures = [median(shop), p95, median(bare), percentile(bare, 0.95)].map((each) => each.toFixed(0));
    measured(
      "gate 11",
      `cold start p50 ${figures[0]} ms, p95 ${figures[1]} ms; a bare handler p50 ${figures[2]} ms, p95 ${figures[3]} ms; ratio ${ratio.toFixed(2)}`,
    );
    expect(p95 < COLD_START_BAR_MS || ratio < COLD_START_RATIO_BAR, `p95 ${p95} ms, ratio ${ratio}`).toBe(true);
  });

  test("gate 11: uses less than 128 MB after a thousand requests", async () => {
    await world.scale("api", 1);
    await inParallel(Array(1000).fill(uncachedList), 4, (path) => world.request("GET", path as string));
    const resident = await world.environments("api")[0]!.residentMegabytes();
    measured("gate 11", `resident memory after 1000 requests ${resident.toFixed(0)} MB`);
    expect(resident).toBeLessThan(MEMORY_BAR_MB);
    await world.end("api");
  });
});

describe("The end of an environment", () => {
  /** Ends an environment that has a database connection by a signal. */
  async function endBy(signal: NodeJS.Signals) {
    await world.scale("api", 1);
    expect((await world.request("GET", uncachedList)).status).toBe(200);
    const [environment] = world.environments("api");
    const abandonedBefore = await world.database.abandonedSessions();
    const startedAt = performance.now();
    await environment!.signal(signal);
    await environment!.exited();
    const milliseconds = performance.now() - startedAt;
    await world.end("api");
    await eventually("the connections are gone", async () => {
      return (await world.database.backends(world.databaseUser)).length === 0;
    });
    const abandoned = (await world.database.abandonedSessions()) - abandonedBefore;
    return { milliseconds, abandoned, log: environment!.log };
  }

  test("gate 12: on SIGTERM it closes its database connections and exits within the shutdown phase", async () => {
    const { milliseconds, abandoned, log } = await endBy("SIGTERM");
    measured("gate 12", `ended ${milliseconds.toFixed(0)} ms after SIGTERM`);
    expect(abandoned).toBe(0);
    expect(milliseconds).toBeLessThan(SHUTDOWN_PHASE_MS);
    // buildah's exit message; a process that had to be killed ends "on killed".
    expect(log).toContain("exited on terminated");
  });

  test("gate 12: without that, its sessions would be found abandoned by the database", async () => {
    expect((await endBy("SIGKILL")).abandoned).toBeGreaterThan(0);
  });
});

describe("The beginning of an environment", () => {
  test("gate 12: with a wrong configuration reports one initialization error to the waiting caller", async () => {
    const { initErrors, waiting } = world.runtimeApi("worker");
    const environment = world.launch("worker", { variables: { CSRF_PROTECTION: "perhaps" } });
    const failure = { name: "InvalidConfiguration", message: expect.stringContaining("CSRF_PROTECTION") };
    await expect(world.invoke("worker", { Records: [] })).rejects.toMatchObject(failure);
    await environment.exited();
    expect(initErrors).toHaveLength(1);
    expect(waiting()).toBe(0);
    await world.end("worker");
  });

  test("gate 12: with the right one reports nothing", async () => {
    await world.scale("payment", 1);
    expect(world.runtimeApi("payment").initErrors).toEqual([]);
  });
});
