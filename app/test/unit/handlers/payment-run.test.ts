import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Refusal, TemporarilyUnavailable } from "../../../src/domain/errors";
import { markedAfterwards } from "../../../src/handlers/order-messages";
import { createPaymentRun } from "../../../src/handlers/payment-run";
import { createPaymentTasks } from "../../../src/handlers/payment-tasks";
import { memoryLog, memoryMeter } from "../../support/memory-api";
import { databaseGone, MemoryShop } from "../../support/memory-shop";
import { AMOUNT, OrderModel, orderId, ProviderModel } from "../../support/payment-model";

type Outcomes = Readonly<Record<string, readonly (Error | { charged: boolean })[]>>;

const away = () => new TemporarilyUnavailable("payments");
const refused = () => new Refusal("conflict", "The order is paid");

/** Runs tasks that end as given, one outcome after the other, and then well. */
function scripted(outcomes: Outcomes) {
  const done: string[] = [];
  const pauses: number[] = [];
  const runTask = async (event: unknown) => {
    const { task } = event as { task: string };
    const count = done.filter((name) => name === task).length;
    done.push(task);
    const outcome = outcomes[task]?.[count] ?? { charged: true };
    if (outcome instanceof Error) throw outcome;
    return outcome;
  };
  const wait = async (millis: number) => void pauses.push(millis);
  return { run: createPaymentRun({ runTask, log: memoryLog(), wait }), done, pauses };
}

const four = (outcome: () => Error) => [outcome(), outcome(), outcome(), outcome()];

describe("a payment without a state machine", () => {
  it.each<[string, Outcomes, string]>([
    ["confirms a charge", {}, "reserve charge confirm"],
    ["releases after a declined charge", { charge: [{ charged: false }] }, "reserve charge release"],
    ["repeats a task that fails for a moment", { charge: [away(), away()] }, "reserve charge charge charge confirm"],
    ["releases an order that cannot be charged", { charge: four(away) }, "reserve charge charge charge charge release"],
    ["releases an order that cannot be reserved", { reserve: [refused()] }, "reserve release"],
    ["releases after a refused confirmation", { confirm: [refused()] }, "reserve charge confirm release"],
    ["keeps a paid order", { reserve: [refused()], release: [refused()] }, "reserve release"],
  ])("%s", async (_what, outcomes, expected) => {
    const { run, done } = scripted(outcomes);
    await run.start(orderId);
    expect(done.join(" ")).toBe(expected);
  });

  it.each<[string, Outcomes, string]>([
    ["confirm", { confirm: four(databaseGone) }, "confirm confirm confirm confirm"],
    ["release", { charge: [{ charged: false }], release: four(databaseGone) }, "release release release release"],
  ])("fails if it cannot %s, and continues when it is started again", async (task, outcomes, repeated) => {
    const { run, done, pauses } = scripted(outcomes);
    await expect(run.start(orderId)).rejects.toThrow("database is unavailable");
    expect(done.filter((name) => name === task).join(" ")).toBe(repeated);
    expect(done.join(" ")).toMatch(new RegExp(`${repeated}$`));
    expect(pauses).toEqual([1_000, 2_000, 4_000]);
    await run.start(orderId);
    expect(done.at(-1)).toBe(done.includes("release") ? "confirm" : task);
  });
});

/** Failure of one call, before the charge or after it. */
type Loss = "none" | "before" | "after";

/** Provider that sometimes does not answer, although it may have charged. */
class LossyProvider extends ProviderModel {
  readonly #losses: Loss[];

  constructor(pause: () => Promise<unknown>, losses: readonly Loss[]) {
    super(pause);
    this.#losses = [...losses];
  }

  override async charge(id: string, amountCents: number): Promise<string> {
    const loss = this.#losses.shift();
    if (loss === "before") throw away();
    const reference = await super.charge(id, amountCents);
    if (loss === "after") throw away();
    return reference;
  }
}

const anyLoss = fc.constantFrom<Loss>("before", "before", "before", "after", "none");

/** @param isReleased - false leaves out the release, which is the fault that the property must find. */
const moneyFollowsTheOrder = (isReleased: boolean) =>
  fc.asyncProperty(fc.scheduler(), fc.array(anyLoss, { maxLength: 8 }), async (scheduler, losses) => {
    const pause = () => scheduler.schedule(Promise.resolve());
    const [store, provider] = [new OrderModel(pause, false), new LossyProvider(pause, losses)];
    const workflow = { startedSince: async () => [] };
    const tasks = createPaymentTasks({ store, provider, workflow, meter: memoryMeter(), log: memoryLog() });
    const runTask = async (event: unknown) =>
      isReleased || (event as { task: string }).task !== "release" ? tasks(event) : undefined;
    const run = createPaymentRun({ runTask, log: memoryLog(), wait: pause });
    await scheduler.waitFor(Promise.all([run.start(orderId), run.start(orderId)]));
    expect([store.status, provider.heldCents]).toEqual(store.status === "paid" ? ["paid", AMOUNT] : ["cancelled", 0]);
  });

describe("two consumers of one order's messages", () => {
  it("leave the provider with the money of a paid order only, in any interleaving", async () => {
    await fc.assert(moneyFollowsTheOrder(true), { numRuns: 500 });
  });

  it("would leave an order open without the release", async () => {
    expect((await fc.check(moneyFollowsTheOrder(false), { numRuns: 500 })).failed).toBe(true);
  });
});

describe("a message with long work", () => {
  it("is marked after its work, and not after a failure", async () => {
    const store = new MemoryShop();
    const inbox = markedAfterwards(store);
    await expect(inbox.once("m1", () => Promise.reject(databaseGone()))).rejects.toThrow("database");
    expect(store.done.has("m1")).toBe(false);
    const work = async () => expect(store.done.has("m1")).toBe(false);
    expect(await inbox.once("m1", work)).toBe(true);
    expect(store.done.has("m1")).toBe(true);
    expect(await inbox.once("m1", async () => undefined)).toBe(false);
  });
});
