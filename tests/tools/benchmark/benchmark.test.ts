import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { graphOf } from "../../../policies/engine/evaluate";
import type { Rule } from "../../../policies/engine/rule";
import { planSeconds } from "../../../tools/benchmark/plan-time";
import { refusalRow } from "../../../tools/benchmark/refusal-time";
import { growthOfEvaluation, grown, evaluationSeconds, synthesizedIn } from "../../../tools/benchmark/policy-time";
import { median } from "../../../tools/benchmark/measure";
import { table } from "../../../tools/benchmark/table";
import { timed } from "../../../tools/benchmark/test-time";
import { synthesizedFolder } from "../../support/synthesized";

// Compiled, because the measured programs and the preloaded probe are.
const { runOnce } = jest.requireActual<typeof import("../../../tools/benchmark/measure")>(
  path.resolve(__dirname, "../../../dist/tools/benchmark/measure.js"),
);

const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "groundplan-benchmark-test-"));
afterAll(() => fs.rmSync(scratch, { recursive: true }));

describe("the benchmark", () => {
  test("computes the median of an odd and an even number of runs", () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 3])).toBe(2.5);
  });

  test("marks each goal as met or missed", () => {
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

  test("measures CPU time and memory of a program and lists the bindings that it loaded", async () => {
    const program = 'require("@cdktf/provider-aws/lib/sns-topic")';
    const usage = await runOnce({ name: "one binding", args: ["-e", program] }, scratch);
    expect(usage.bindings).toEqual([expect.stringMatching(/provider-aws.lib.sns-topic.index\.js$/)]);
    expect(usage.cpuSeconds).toBeGreaterThan(0);
    expect(usage.peakMib).toBeGreaterThan(10);
  });

  test("fails with the output of a measured program that fails", async () => {
    const broken = { name: "broken", args: ["-e", 'throw new Error("no such stack")'] };
    await expect(runOnce(broken, scratch)).rejects.toThrow(/broken ended with 1:[^]*no such stack/);
  });
});

describe("the benchmark of a plan", () => {
  const outdir = "/synthesized/elsewhere/cdktf.out";

  /** A repository whose command runs this program. */
  function repository(program: string): string {
    const root = fs.mkdtempSync(path.join(os.tmpdir(), "groundplan-benchmark-plan-"));
    const commands = path.join(root, "dist/tools/commands");
    fs.mkdirSync(commands, { recursive: true });
    fs.writeFileSync(path.join(commands, "groundplan.js"), program);
    roots.push(root);
    return root;
  }
  const roots: string[] = [];
  afterAll(() => roots.forEach((root) => fs.rmSync(root, { recursive: true })));

  test("plans the stacks that the benchmark has synthesized", async () => {
    const root = repository(`
      const fs = require("node:fs");
      const modes = process.env.CDKTF_OUTDIR === "${outdir}" ? ["managed", "data", "managed"] : [];
      fs.mkdirSync("plans/" + process.argv[3], { recursive: true });
      const plan = { resource_changes: modes.map((mode) => ({ mode })) };
      fs.writeFileSync("plans/" + process.argv[3] + "/plan.json", JSON.stringify(plan));`);
    expect(await planSeconds({ root, outdir, stack: "prod" })).toMatchObject({ resources: 2 });
  });

  test("fails with the output of a plan that fails, and skips one that is not available", async () => {
    const failing = repository('console.error("no such stack"); process.exitCode = 2;');
    await expect(planSeconds({ root: failing, outdir, stack: "prod" })).rejects.toThrow(
      expect.objectContaining({ name: "ToolError", message: "planning prod ended with 2:\nno such stack" }),
    );
    expect(await planSeconds({ root: repository(""), outdir, stack: "prod" })).toBeUndefined();
  });
});

describe("the benchmark of refusals", () => {
  test("measures what their evaluation adds to a synthesis, in processes of processes as well", async () => {
    const busy = "const end = Date.now() + 400; while (Date.now() < end);";
    const program = path.join(scratch, "synthesis.js");
    fs.writeFileSync(
      program,
      `if (process.argv.includes("--refusals")) require("node:child_process").execFileSync(process.execPath, ["-e", "${busy}"]);`,
    );
    const { value, met } = await refusalRow(program, scratch);
    expect(Number.parseFloat(value)).toBeGreaterThan(0.1);
    expect(Number.parseFloat(value)).toBeLessThan(2);
    expect(met).toBe(true);
  });
});

describe("the benchmark of test runs", () => {
  // The shell itself is idle, and its grandchild computes for half a second.
  const busy = `sh -c "'${process.execPath}' -e 'const end = Date.now() + 500; while (Date.now() < end);'"`;

  test("counts the CPU time of the processes that a command starts", async () => {
    const { cpuMinutes, wallMinutes } = await timed(busy, __dirname);
    expect(cpuMinutes * 60).toBeGreaterThan(0.1);
    expect(cpuMinutes).toBeLessThan(1);
    expect(wallMinutes * 60).toBeGreaterThan(0.5);
    const idle = await timed("sleep 0.5", __dirname);
    expect(idle.cpuMinutes).toBeLessThan(idle.wallMinutes / 2);
  });

  test("fails with the output of a command that fails", async () => {
    await expect(timed("echo 1 test failed; exit 3", __dirname)).rejects.toThrow(/ended with 3:\n1 test failed/);
  });
});

describe("the benchmark of the policies", () => {
  const stacks = synthesizedIn(synthesizedFolder());
  const prod = stacks.find(({ name }) => name === "prod")!;

  test("evaluates the rules on every synthesized stack", () => {
    expect(stacks.length).toBeGreaterThan(3);
    expect(evaluationSeconds(stacks, 1)).toBeGreaterThan(0);
  });

  test("multiplies a stack by copies whose references stay within their copy", () => {
    const { stack, resources, outputs } = grown(prod, 1_000);
    expect(new Set(resources.map(({ address }) => address)).size).toBe(resources.length);
    expect(resources.length).toBeGreaterThanOrEqual(1_000);
    const graph = graphOf([{ stack, resources, outputs }]);
    const blocks = resources.filter(({ type }) => type === "aws_s3_bucket_public_access_block");
    const targets = blocks.map(({ values }) => graph.targets(stack, values["bucket"]).map(({ address }) => address));
    expect(new Set(targets.flat()).size).toBe(blocks.length);
  });

  test("detects a rule whose cost per resource grows with the stack", () => {
    const looksAtAll: Rule = {
      id: "X-01",
      title: "",
      severity: "low",
      rationale: "",
      fix: "",
      controls: {},
      types: ["*"],
      check: (_resource, { graph }) =>
        graph.resources.some(({ address }) => JSON.stringify(address) === "")
          ? [{ status: "fail", path: "", message: "" }]
          : [],
    };
    expect(growthOfEvaluation(prod, [200, 1_500], 1, [looksAtAll])).toBeGreaterThan(2);
  });
});
