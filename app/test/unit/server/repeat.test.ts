import { describe, expect, it, vi } from "vitest";
import { repeat } from "../../../src/server/repeat";
import { gate } from "../../support/gate";

describe("repeated work", () => {
  it("is done again until it stops, which waits for the work under way", async () => {
    const begun = gate();
    const released = gate();
    const events: string[] = [];
    const loop = repeat(0, vi.fn(), async () => {
      begun.open();
      await released.promise;
      events.push("done");
    });
    await begun.promise;
    const stopped = loop.stop().then(() => events.push("stopped"));
    released.open();
    await stopped;
    expect(events).toEqual(["done", "stopped"]);
  });

  it("goes on after a failure, which it reports", async () => {
    const failures: unknown[] = [];
    const twice = gate();
    let times = 0;
    const loop = repeat(
      0,
      (error) => failures.push(error),
      async () => {
        times += 1;
        if (times === 1) throw new Error("away");
        twice.open();
      },
    );
    await twice.promise;
    await loop.stop();
    expect(failures).toEqual([new Error("away")]);
  });

  it("ends a wait when it stops", async () => {
    const begun = gate();
    const loop = repeat(0, vi.fn(), (signal) => {
      begun.open();
      return new Promise((resolve) => signal.addEventListener("abort", () => resolve()));
    });
    await begun.promise;
    await loop.stop();
  });
});
