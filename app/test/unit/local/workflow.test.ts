import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { PaymentTask } from "../../../contract";
import { TemporarilyUnavailable } from "../../../src/domain/errors";
import { FunctionError } from "../../../local/lambda/invocation";
import { startWorkflow, type LocalWorkflow } from "../../../local/step-functions/workflow";

const ORDER = "01930000-0000-7000-8000-000000000001";
const INPUT = JSON.stringify({ orderId: ORDER });

/** Longer than all that the definition can wait. */
const A_DAY = 86_400_000;

let workflow: LocalWorkflow | undefined;
let tasks: string[];

// The definition is executed as it is deployed, its pauses and time limits included; only the clock is quick.
beforeEach(() => {
  vi.useFakeTimers();
  tasks = [];
});

afterEach(async () => {
  await workflow?.stop();
  vi.useRealTimers();
});

type Behaviour = Partial<Record<PaymentTask, (attempt: number) => Promise<unknown>>>;

function start(behaviour: Behaviour = {}): LocalWorkflow {
  workflow = startWorkflow({
    payment: async (event) => {
      const { task, orderId } = event as { task: PaymentTask; orderId: string };
      expect(orderId).toBe(ORDER);
      tasks.push(task);
      const result = await behaviour[task]?.(tasks.filter((done) => done === task).length);
      return task === "charge" ? (result ?? { charged: true }) : result;
    },
  });
  return workflow;
}

async function run(behaviour: Behaviour = {}) {
  const started = start(behaviour);
  expect(await started.start(ORDER, INPUT)).toBe(true);
  await vi.advanceTimersByTimeAsync(A_DAY);
  return started.ended(ORDER);
}

const silent = () => new Promise<never>(() => undefined);
const unavailable = () => Promise.reject(new TemporarilyUnavailable("payments"));
const fails = (errorType: string) => Promise.reject(new FunctionError(errorType, "no invocation"));
const throttled = () => fails("Lambda.TooManyRequestsException");

describe("the payment workflow as it is deployed", () => {
  it("reserves, charges and confirms", async () => {
    expect(await run()).toBe("succeeded");
    expect(tasks).toEqual(["reserve", "charge", "confirm"]);
  });

  it("charges again when the provider is unavailable for a moment", async () => {
    expect(await run({ charge: (attempt) => (attempt < 3 ? unavailable() : Promise.resolve()) })).toBe("succeeded");
    expect(tasks).toEqual(["reserve", "charge", "charge", "charge", "confirm"]);
  });

  it("waits before it charges again", async () => {
    const started = start({ charge: (attempt) => (attempt < 2 ? unavailable() : Promise.resolve()) });
    vi.spyOn(Math, "random").mockReturnValue(0.99);
    await started.start(ORDER, INPUT);
    await vi.advanceTimersByTimeAsync(1500);
    expect(tasks).toEqual(["reserve", "charge"]);
    await vi.advanceTimersByTimeAsync(1000);
    expect(tasks).toEqual(["reserve", "charge", "charge", "confirm"]);
    vi.restoreAllMocks();
  });

  it("releases at once when the payment is declined", async () => {
    expect(await run({ charge: async () => ({ charged: false }) })).toBe("succeeded");
    expect(tasks).toEqual(["reserve", "charge", "release"]);
  });

  it("releases when the provider stays unavailable", async () => {
    expect(await run({ charge: unavailable })).toBe("succeeded");
    expect(tasks).toEqual(["reserve", "charge", "charge", "charge", "charge", "release"]);
  });

  it("releases when charging never ends", async () => {
    expect(await run({ charge: silent })).toBe("succeeded");
    expect(tasks).toEqual(["reserve", "charge", "charge", "charge", "charge", "release"]);
  });

  it("limits a task to sixty seconds", async () => {
    const started = start({ charge: (attempt) => (attempt === 1 ? silent() : Promise.resolve()) });
    await started.start(ORDER, INPUT);
    await vi.advanceTimersByTimeAsync(59_000);
    expect(tasks).toEqual(["reserve", "charge"]);
    await vi.advanceTimersByTimeAsync(4_000);
    expect(tasks).toEqual(["reserve", "charge", "charge", "confirm"]);
  });

  it("releases when the reservation fails", async () => {
    expect(await run({ reserve: () => Promise.reject(new Error("no such order")) })).toBe("succeeded");
    expect(tasks).toEqual(["reserve", "release"]);
  });

  it.each(["reserve", "charge", "confirm"] as const)(
    "waits for its turn to %s, and never releases for it",
    async (task) => {
      expect(await run({ [task]: (attempt: number) => (attempt <= 200 ? throttled() : Promise.resolve()) })).toBe(
        "succeeded",
      );
      expect(tasks.filter((done) => done === task)).toHaveLength(201);
      expect(new Set(tasks)).toEqual(new Set(["reserve", "charge", "confirm"]));
    },
  );

  it("waits for its turn to release", async () => {
    const declined = async () => ({ charged: false });
    const release = (attempt: number) => (attempt <= 200 ? throttled() : Promise.resolve());
    expect(await run({ charge: declined, release })).toBe("succeeded");
    expect(tasks.filter((task) => task === "release")).toHaveLength(201);
  });

  it("has as many attempts at a fault after it waited for its turn", async () => {
    const charge = (attempt: number) =>
      attempt <= 20 ? throttled() : attempt <= 23 ? unavailable() : Promise.resolve();
    expect(await run({ charge })).toBe("succeeded");
    expect(tasks).not.toContain("release");
  });

  it("waits about an hour for its turn, half a minute at most each time", async () => {
    vi.spyOn(Math, "random").mockReturnValue(0.5);
    const started = start({ charge: throttled });
    await started.start(ORDER, INPUT);
    await vi.advanceTimersByTimeAsync(55 * 60_000);
    expect(tasks).not.toContain("release");
    await vi.advanceTimersByTimeAsync(10 * 60_000);
    expect(tasks.at(-1)).toBe("release");
    vi.restoreAllMocks();
  });

  describe.each(["reserve", "charge"] as const)("tries again to %s", (task) => {
    it.each([
      "States.Timeout",
      "Lambda.ServiceException",
      "Lambda.AWSLambdaException",
      "Lambda.SdkClientException",
      "Lambda.ClientExecutionTimeoutException",
      "Lambda.Unknown",
      "Sandbox.Timedout",
    ])("after %s", async (errorType) => {
      expect(await run({ [task]: (attempt: number) => (attempt < 3 ? fails(errorType) : Promise.resolve()) })).toBe(
        "succeeded",
      );
      expect(tasks.filter((done) => done === task)).toHaveLength(3);
      expect(tasks).not.toContain("release");
    });
  });

  it("retries the confirmation after any error, because the money has been taken", async () => {
    expect(
      await run({ confirm: (attempt) => (attempt < 100 ? Promise.reject(new Error("x")) : Promise.resolve()) }),
    ).toBe("succeeded");
    expect(tasks.filter((task) => task === "confirm")).toHaveLength(100);
    expect(tasks).not.toContain("release");
  });

  it("releases an order whose confirmation is refused, without another attempt", async () => {
    expect(await run({ confirm: () => fails("Refusal") })).toBe("succeeded");
    expect(tasks).toEqual(["reserve", "charge", "confirm", "release"]);
  });

  it("fails at once when the release is refused", async () => {
    const declined = async () => ({ charged: false });
    expect(await run({ charge: declined, release: () => fails("Refusal") })).toBe("failed");
    expect(tasks.filter((task) => task === "release")).toHaveLength(1);
  });

  it("fails after about an hour of trying to confirm, and neither cancels nor releases anything", async () => {
    vi.spyOn(Math, "random").mockReturnValue(0.5);
    const started = start({ confirm: () => Promise.reject(new Error("x")) });
    await started.start(ORDER, INPUT);
    await vi.advanceTimersByTimeAsync(55 * 60_000);
    expect(started.executions.get(ORDER)).toBe("running");
    await vi.advanceTimersByTimeAsync(10 * 60_000);
    expect(started.executions.get(ORDER)).toBe("failed");
    expect(new Set(tasks)).toEqual(new Set(["reserve", "charge", "confirm"]));
    vi.restoreAllMocks();
  });

  it("fails when it cannot release, after as many attempts", async () => {
    const declined = async () => ({ charged: false });
    expect(await run({ charge: declined, release: () => Promise.reject(new Error("x")) })).toBe("failed");
    expect(tasks.filter((task) => task === "release")).toHaveLength(121);
    expect(tasks).not.toContain("confirm");
  });
});

describe("an execution", () => {
  it("is started once for each order", async () => {
    const started = start();
    expect(await Promise.all([started.start(ORDER, INPUT), started.start(ORDER, INPUT)])).toEqual([true, false]);
    await vi.advanceTimersByTimeAsync(A_DAY);
    expect(await started.start(ORDER, INPUT)).toBe(false);
    expect(tasks).toEqual(["reserve", "charge", "confirm"]);
    expect([...started.executions]).toEqual([[ORDER, "succeeded"]]);
  });

  it("is aborted when the workflow stops", async () => {
    const started = start({ charge: silent });
    await started.start(ORDER, INPUT);
    await vi.advanceTimersByTimeAsync(10);
    expect(started.executions.get(ORDER)).toBe("running");
    await started.stop();
    expect(started.executions.get(ORDER)).toBe("aborted");
    expect(started.ended("another")).toBeUndefined();
  });
});

it("retries sooner when the stand-in is configured so", async () => {
  workflow = startWorkflow({
    retryMillis: 5,
    payment: async (event) => {
      tasks.push((event as { task: string }).task);
      if (tasks.length === 1) throw new TemporarilyUnavailable("database");
      return { charged: true };
    },
  });
  await workflow.start(ORDER, INPUT);
  await vi.advanceTimersByTimeAsync(10);
  expect(tasks).toEqual(["reserve", "reserve", "charge", "confirm"]);
});
