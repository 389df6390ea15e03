import fc from "fast-check";
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { BillingTask } from "../../functions/contract";
import type { Fault } from "../../local/paypal";
import { BillingSystem, describeWithMoto, provideResources, until, type TaskFault } from "./support/billing";

const running = vi.hoisted(() => ({ system: undefined as BillingSystem | undefined }));

vi.mock("../../functions/adapters/task-token", () => ({
  resume: async (token: string) => running.system!.resume(token),
  sendHeartbeat: async () => undefined,
}));

/** Faults of a run. */
interface Faults {
  /** Faults of the next requests to PayPal. */
  readonly paypal: readonly Fault[];
  /** Faults of the next invocations by task. */
  readonly tasks: Readonly<Record<string, readonly TaskFault[]>>;
  /** States of the captures: of the first period, the renewal, and its repetitions. */
  readonly outcomes: readonly ("COMPLETED" | "PENDING" | "DECLINED")[];
  /** Deliveries of each event of PayPal; 0 loses them all. */
  readonly repetitions: number;
  /** Executions that renew the same period at the same time. */
  readonly renewals: number;
  /** Milliseconds from the renewals to a cancellation. */
  readonly cancelsAfter: number;
}

const paypalFault = fc.constantFrom<Fault>("unavailable", "throttled", "answer-lost");
const taskFaults = fc.array(fc.constantFrom<TaskFault>("busy", "answer-lost"), { maxLength: 2 });
const tasks: readonly BillingTask[] = [
  "claim-renewal",
  "charge",
  "look",
  "complete",
  "decline",
  "end",
  "refund",
  "publish",
];

const anyFaults: fc.Arbitrary<Faults> = fc.record({
  paypal: fc.array(paypalFault, { maxLength: 4 }),
  tasks: fc.record(Object.fromEntries(tasks.map((task) => [task, taskFaults]))),
  outcomes: fc.array(fc.constantFrom("COMPLETED", "PENDING", "DECLINED"), { minLength: 1, maxLength: 3 }),
  repetitions: fc.nat(3),
  renewals: fc.integer({ min: 1, max: 3 }),
  cancelsAfter: fc.nat(300),
});

describeWithMoto("whatever fails, is lost, late or repeated", () => {
  beforeAll(async () => {
    await provideResources();
    vi.useFakeTimers({ toFake: ["Date"] });
  });

  afterAll(() => vi.useRealTimers());

  /** Subscribes, renews and cancels under faults, and lets PayPal decide in the end. */
  async function live(system: BillingSystem, faults: Faults): Promise<string> {
    const id = `sub_${randomUUID().slice(0, 8)}`;
    const key = { customerId: "ann", subscriptionId: id };
    vi.setSystemTime("2027-01-31T12:00:00.000Z");
    system.begin("create", id, { ...key, request: { plan: "pro", interval: "month" } });
    await system.waits();
    system.paypal.approve((await system.payments(id))[0]!.orderId!);
    await system.ended("create", id);
    vi.setSystemTime("2027-02-28T12:00:00.000Z");
    system.repetitions = faults.repetitions;
    system.paypal.faults.push(...faults.paypal);
    system.paypal.outcomes.push(...faults.outcomes);
    for (const [task, list] of Object.entries(faults.tasks)) system.faults.set(task as BillingTask, [...list]);
    const names = Array.from({ length: faults.renewals }, (_, index) => `${id}-${index}`);
    for (const name of names) system.begin("renew", name, key);
    await new Promise((resolve) => setTimeout(resolve, faults.cancelsAfter));
    vi.setSystemTime("2027-02-28T13:00:00.000Z");
    system.begin("cancel", `${id}-cancel`, { ...key, cancellation: { at: "now" } });
    await settleAll(system, ["cancel", `${id}-cancel`], ...names.map((name) => ["renew", name] as const));
    return id;
  }

  /** Decides pending captures and ends heartbeats until every execution has ended. */
  async function settleAll(system: BillingSystem, ...executions: readonly (readonly ["renew" | "cancel", string])[]) {
    let isOver = false;
    const ends = Promise.all(executions.map(([workflow, name]) => system.ended(workflow, name)));
    const over = ends.then((statuses) => {
      isOver = true;
      return statuses;
    });
    await until(() => {
      // The clock goes on, so that a charge after the end has a later time.
      vi.setSystemTime(Date.now() + 1_000);
      for (const capture of system.paypal.captures)
        if (capture.status === "PENDING") system.paypal.decide(capture.reference, "COMPLETED");
      system.loseHeartbeats();
      return isOver;
    });
    expect(await over).toEqual(executions.map(() => "SUCCEEDED"));
  }

  /** Asserts the rule on the money that PayPal has moved. */
  async function assertChargedOnce(faults: Faults, prepare = (_: BillingSystem): void => undefined): Promise<void> {
    const system = new BillingSystem();
    running.system = system;
    await system.start();
    try {
      prepare(system);
      const id = await live(system, faults);
      const moved = system.paypal.captures.filter(({ status }) => status === "COMPLETED");
      const references = moved.map(({ reference }) => reference);
      expect(references).toEqual([...new Set(references)]);
      const { status, endedAt } = await system.subscription(id);
      expect(status).toBe("cancelled");
      expect(moved.filter(({ at }) => at > endedAt!)).toEqual([]);
      for (const [captureId, cents] of system.paypal.refunds)
        expect(cents).toBeLessThanOrEqual(moved.find((capture) => capture.id === captureId)!.cents);
    } finally {
      await system.stop();
    }
  }

  test("a customer is charged once per period, and never after the end", async () => {
    const property = fc.asyncProperty(anyFaults, (faults) => assertChargedOnce(faults));
    await fc.assert(property, { numRuns: 12, seed: 713, endOnFailure: true });
  }, 300_000);

  test("a PayPal that forgets the keys of requests would charge twice", async () => {
    const lost: Faults = {
      paypal: ["answer-lost"],
      tasks: {},
      outcomes: ["COMPLETED"],
      repetitions: 1,
      renewals: 1,
      cancelsAfter: 300,
    };
    await assertChargedOnce(lost);
    await expect(assertChargedOnce(lost, ({ paypal }) => paypal.forgetKeys())).rejects.toThrow(/toEqual|equal/);
  });
});
