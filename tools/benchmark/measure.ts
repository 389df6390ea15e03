import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { failedError } from "../runner/command/exit-codes";

/** A Node program to measure. */
export interface Subject {
  readonly name: string;
  readonly args: readonly string[];
}

/** Resources that one run used. Ratios compare CPU seconds, which other processes of the machine affect least. */
export interface Usage {
  readonly wallSeconds: number;
  readonly cpuSeconds: number;
  readonly peakMib: number;
  /** AWS binding files that the process loaded. */
  readonly bindings: readonly string[];
}

/** Runs a Node program once. Its output and usage file are in `scratch`. */
export async function runOnce({ name, args }: Subject, scratch: string): Promise<Usage> {
  const usageFile = path.join(scratch, "usage.json");
  const started = process.hrtime.bigint();
  const child = spawn(process.execPath, ["-r", path.join(__dirname, "probe.js"), ...args], {
    stdio: ["ignore", "ignore", "pipe"],
    env: { ...process.env, BENCHMARK_USAGE: usageFile, CDKTF_OUTDIR: path.join(scratch, "cdktf.out") },
  });
  let errors = "";
  child.stderr.on("data", (chunk: Buffer) => (errors += chunk.toString()));
  const code = await new Promise((resolve) => child.on("close", resolve));
  if (code !== 0) throw failedError(`${name} ended with ${String(code)}:\n${errors}`);
  const wallSeconds = Number(process.hrtime.bigint() - started) / 1e9;
  return { ...(JSON.parse(fs.readFileSync(usageFile, "utf8")) as Omit<Usage, "wallSeconds">), wallSeconds };
}

/**
 * Runs the subjects alternately, so that load on the machine affects all of them. @returns the medians of each
 * subject.
 */
export async function measure(subjects: readonly Subject[], rounds: number, scratch: string): Promise<Usage[]> {
  const runs = subjects.map((): Usage[] => []);
  for (let round = 0; round <= rounds; round++) {
    for (const [position, subject] of subjects.entries()) {
      const usage = await runOnce(subject, scratch);
      if (round > 0) runs[position]!.push(usage);
    }
  }
  return runs.map((usages) => ({
    wallSeconds: median(usages.map(({ wallSeconds }) => wallSeconds)),
    cpuSeconds: median(usages.map(({ cpuSeconds }) => cpuSeconds)),
    peakMib: median(usages.map(({ peakMib }) => peakMib)),
    bindings: usages[0]!.bindings,
  }));
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
