import path from "node:path";
import { median } from "./measure";
import type { Row } from "./table";
import { timed } from "./test-time";

const MOST_CPU_SECONDS = 6;
const ROUNDS = 3;

/** CPU time of the refusals of all stacks: that of a synthesis that evaluates them, without that of a synthesis. */
export async function refusalRow(program: string, scratch: string): Promise<Row> {
  const differences: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const evaluated = await cpuSeconds(program, scratch, "--refusals");
    differences.push(evaluated - (await cpuSeconds(program, scratch)));
  }
  const seconds = median(differences);
  return {
    name: "known refusals of all stacks, with the engine's process",
    value: `${seconds.toFixed(2)} s CPU`,
    goal: `≤ ${MOST_CPU_SECONDS} s CPU`,
    met: seconds <= MOST_CPU_SECONDS,
  };
}

async function cpuSeconds(program: string, scratch: string, ...options: readonly string[]): Promise<number> {
  const words = [process.execPath, program, ...options].map((word) => `'${word}'`).join(" ");
  const outdir = path.join(scratch, "refusals", "cdktf.out");
  const { cpuMinutes } = await timed(`CDKTF_OUTDIR='${outdir}' ${words}`, process.cwd());
  return cpuMinutes * 60;
}
