import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { median } from "../../tools/benchmark/measure";
import { table } from "../../tools/benchmark/table";

// The measured programs are compiled ones, and the probe is preloaded into them.
const { runOnce } = jest.requireActual<typeof import("../../tools/benchmark/measure")>(
  path.resolve(__dirname, "../../dist/tools/benchmark/measure.js"),
);

describe("the benchmark", () => {
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "groundplan-benchmark-test-"));
  afterAll(() => fs.rmSync(scratch, { recursive: true }));

  test("takes the middle of an odd number of runs and the mean of the two middle ones of an even number", () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 3])).toBe(2.5);
  });

  test("says of every goal whether it was met", () => {
    const rows = [
      { name: "ratio", value: "1.5", goal: "≤ 2", met: true },
      { name: "memory", value: "300 MiB", goal: "≤ 250 MiB", met: false },
      { name: "figure", value: "1 s" },
    ];
    expect(table(rows)).toBe(
      [
        "| measured | value | goal | |",
        "| --- | --- | --- | --- |",
        "| ratio | 1.5 | ≤ 2 | met |",
        "| memory | 300 MiB | ≤ 250 MiB | missed |",
        "| figure | 1 s |  |  |",
      ].join("\n"),
    );
  });

  test("measures what a program used and which bindings it loaded", async () => {
    const program = 'require("@cdktf/provider-aws/lib/sns-topic")';
    const usage = await runOnce({ name: "one binding", args: ["-e", program] }, scratch);
    expect(usage.bindings).toEqual([expect.stringMatching(/provider-aws.lib.sns-topic.index\.js$/)]);
    expect(usage.cpuSeconds).toBeGreaterThan(0);
    expect(usage.peakMib).toBeGreaterThan(10);
  });

  test("fails when a measured program fails, with what it said", async () => {
    const broken = { name: "broken", args: ["-e", 'throw new Error("no such stack")'] };
    await expect(runOnce(broken, scratch)).rejects.toThrow(/broken ended with 1:[^]*no such stack/);
  });
});
