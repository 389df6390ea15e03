import { afterEach, beforeEach, describe, expect, it, vi, type MockInstance } from "vitest";
import { startSchedule } from "../../../local/eventbridge/schedule";

let told: MockInstance;

beforeEach(() => {
  told = vi.spyOn(console, "error").mockImplementation(() => undefined);
});

afterEach(() => void vi.restoreAllMocks());

const pause = (millis: number) => new Promise((resolve) => setTimeout(resolve, millis));

describe("the schedule", () => {
  it("runs the work at once and repeatedly, without overlap", async () => {
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

  it("continues after a failed run, and reports it", async () => {
    let runs = 0;
    const schedule = startSchedule(1, async () => {
      runs += 1;
      if (runs === 1) throw new Error("down");
    });
    await expect.poll(() => runs).toBeGreaterThan(1);
    await schedule.stop();
    expect(told.mock.calls).toEqual([["The scheduled run failed and is retried: down"]]);
  });

  it("reports a repeated failure once, and again after a success or a change", async () => {
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

  it("stops without waiting for the next run", async () => {
    const schedule = startSchedule(60_000, async () => undefined);
    const before = Date.now();
    await schedule.stop();
    expect(Date.now() - before).toBeLessThan(30_000);
  });
});
