import { spawn } from "node:child_process";
import { failedError } from "../runner/command/exit-codes";
import type { Row } from "./table";

/** Test runs and the most CPU minutes that each may take, on two cores. */
const TEST_RUNS = [
  { command: "npm test", cpuMinutes: 6 },
  { command: ".ci/run", cpuMinutes: 20 },
] as const;

interface TestTime {
  readonly cpuMinutes: number;
  readonly wallMinutes: number;
}

/** Runs the tests and everything that CI runs, which takes half an hour. */
export async function testRows(root: string): Promise<Row[]> {
  const rows: Row[] = [];
  for (const { command, cpuMinutes: goal } of TEST_RUNS) {
    const { cpuMinutes, wallMinutes } = await timed(command, root);
    rows.push({
      name: `\`${command}\``,
      value: `${cpuMinutes.toFixed(1)} min CPU, ${wallMinutes.toFixed(1)} min wall`,
      goal: `≤ ${goal} min CPU`,
      met: cpuMinutes <= goal,
    });
  }
  return rows;
}

/**
 * Runs a shell command and measures it with all processes that it starts and waits for.
 *
 * @throws ToolError with the end of the output if the command fails.
 */
export async function timed(command: string, cwd: string): Promise<TestTime> {
  const started = Date.now();
  // The shell's own `times` counts processes of processes; Node.js has no figure for them.
  const child = spawn("bash", ["-c", `${command} </dev/null 2>&1; code=$?; times; exit $code`], { cwd });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output = (output + chunk.toString()).slice(-10_000)));
  const code = await new Promise((resolve) => child.on("close", resolve));
  if (code !== 0) throw failedError(`${command} ended with ${String(code)}:\n${output}`);
  return { cpuMinutes: minutesOf(output.trimEnd().split("\n").at(-1)!), wallMinutes: (Date.now() - started) / 60_000 };
}

/** The sum of the times in a line such as `1m2.345s 0m3.210s`. */
function minutesOf(line: string): number {
  const times = [...line.matchAll(/(\d+)m([\d.]+)s/g)];
  return times.reduce((sum, [, minutes, seconds]) => sum + Number(minutes) + Number(seconds) / 60, 0);
}
