import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { createClock, type Clock } from "../../../testing/local";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "groundplan-clock-"));
let clock: Clock;

beforeEach(async () => {
  clock = await createClock(folder);
});
afterEach(() => clock.stop());
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

test("a clock has the machine's time until it is put forward, and its file says by how much", async () => {
  expect([Math.abs(clock.now() - Date.now()) < 1_000, fs.readFileSync(clock.file, "utf8")]).toEqual([true, "0"]);
  await clock.advance(2);
  await clock.advance(0.5);
  expect(Math.abs(clock.now() - Date.now() - 216_000_000)).toBeLessThan(1_000);
  expect(fs.readFileSync(clock.file, "utf8")).toBe("216000000");
});

test("work waits for its time, and is done once", async () => {
  const done: string[] = [];
  clock.at(clock.now() + 86_400_000, () => done.push("tomorrow"));
  clock.at(clock.now() + 300, () => done.push("soon"));
  clock.at(clock.now() + 300, () => done.push("never"))();
  await pause(700);
  expect(done).toEqual(["soon"]);
  await clock.advance(1);
  await clock.advance(1);
  expect(done).toEqual(["soon", "tomorrow"]);
});
