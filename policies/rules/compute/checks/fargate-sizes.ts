import { fail, unknown } from "../../../engine/checks";
import type { Check } from "../../../engine/rule";
import { isUnresolved, numberOf, stringsOf } from "../../../engine/values";

/** Memory in MB by CPU units: minimum, maximum and step. 256 units allow 512, 1024 and 2048 MB. */
const MEMORY: Readonly<Record<number, readonly [from: number, to: number, step: number]>> = {
  512: [1024, 4096, 1024],
  1024: [2048, 8192, 1024],
  2048: [4096, 16384, 1024],
  4096: [8192, 30720, 1024],
  8192: [16384, 61440, 4096],
  16384: [32768, 122880, 8192],
};
const SMALLEST = { cpu: 256, memory: [512, 1024, 2048] };

export const hasFargateSize: Check = ({ values }) => {
  if (!stringsOf(values["requires_compatibilities"]).includes("FARGATE")) return [];
  if (isUnresolved(values["cpu"]) || isUnresolved(values["memory"])) return [unknown("memory")];
  const [cpu, memory] = [numberOf(values["cpu"]) ?? 0, numberOf(values["memory"]) ?? 0];
  return isOffered(cpu, memory) ? [] : [fail("memory", `Fargate does not offer ${memory} MB with ${cpu} CPU units`)];
};

function isOffered(cpu: number, memory: number): boolean {
  if (cpu === SMALLEST.cpu) return SMALLEST.memory.includes(memory);
  const [from, to, step] = MEMORY[cpu] ?? [1, 0, 1];
  return memory >= from && memory <= to && (memory - from) % step === 0;
}
