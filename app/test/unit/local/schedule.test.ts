import { afterEach, beforeEach, describe, expect, it, vi, type MockInstance } from "vitest";
import { startSchedule } from "../../../local/eventbridge/schedule";

let told: MockInstance;

beforeEach(() => {
  told = vi.spyOn(console, "error").mockImplementation(() => undefined);
});

afterEach(() => void vi.restoreAllMocks());

const pause = (millis: number) => new Promise((resolve) => setTimeout(resolve, millis));

describe("the schedule", () => {
  it("does the work at once and again, never twice at a time", async () => {
    let [running, most, runs] = [0, 0, 0];
    const schedule = startSchedule(1, async () => {
      most = Math.max(most, ++running);
      await pause(5);
      running -= 1;
      runs += 1;
    });
    await expect.poll(() => runs).toBeGreaterThan(3);
    await schedule.stop();
    expect([most, running]).toEqual([1, 0]);
    const ended = runs;
    await pause(20);
    expect(runs).toBe(ended);
  });

  it("goes on after a run that failed, and tells it", async () => {
    let runs = 0;
    const schedule = startSchedule(1, async () => {
      runs += 1;
      if (runs === 1) throw new Error("down");
    });
    await expect.poll(() => runs).toBeGreaterThan(1);
    await schedule.stop();
    expect(told.mock.calls).toEqual([["The scheduled run failed and is retried: down"]]);
  });

  it("tells a failure that repeats once, and again when it comes back or is another", async () => {
    const runs = ["down", "down", "down", "slow", undefined, "slow"];
    let run = 0;
    const schedule = startSchedule(1, async () => {
      const problem = runs[run++];
      if (problem) throw new Error(problem);
    });
    await expect.poll(() => run).toBeGreaterThan(runs.length);
    await schedule.stop();
    expect(told.mock.calls.map(([line]) => String(line).split(": ")[1])).toEqual(["down", "slow", "slow"]);
  });

  it("waits longer after each failure, and as usual after a success", async () => {
    const startedAt: number[] = [];
    const schedule = startSchedule(50, async () => {
      startedAt.push(performance.now());
      if (startedAt.length < 4) throw new Error("down");
    });
    await expect.poll(() => startedAt.length).toBeGreaterThan(4);
    await schedule.stop();
    const [first, second, third, last] = startedAt.slice(1).map((time, index) => time - startedAt[index]!);
    expect([first! > 95, second! > 195, third! > 395, last! < third!]).toEqual([true, true, true, true]);
  });

  it("does not wait for the next time when it stops", async () => {
    const schedule = startSchedule(60_000, async () => undefined);
    const before = Date.now();
    await schedule.stop();
    expect(Date.now() - before).toBeLessThan(30_000);
  });
});
