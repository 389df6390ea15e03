import fs from "node:fs";
import path from "node:path";
import { STACK_TYPE } from "../../policies/engine/resource";
import type { Rule } from "../../policies/engine/rule";
import { readConfiguration, type Configuration, type StackInput } from "../../policies/engine/synth-input";
import { judge } from "../../policies/engine/judgement";
import { EXEMPT_TYPES, RULES } from "../../policies/rules";
import { median } from "./measure";

/** The stacks below a folder that a synthesis wrote. */
export function synthesizedIn(outdir: string): Configuration[] {
  const stacks = path.join(outdir, "stacks");
  return fs.readdirSync(stacks).map((name) => ({
    name,
    config: JSON.parse(fs.readFileSync(path.join(stacks, name, "cdk.tf.json"), "utf8")) as unknown,
  }));
}

/** CPU seconds of reading and judging configurations by all rules: the median of some rounds after a first one. */
export function judgementSeconds(configurations: readonly Configuration[], rounds: number): number {
  return median(timed(() => judgeInputs(configurations.map(readConfiguration), RULES), rounds));
}

/** What judging each resource of a large stack costs, compared with one of a small stack; 1 is linear. */
export function growthOfJudgement(
  seed: Configuration,
  [small, large]: readonly [number, number],
  rounds: number,
  rules = RULES,
): number {
  const [few, many] = [small, large].map((count) => {
    const input = grown(seed, count);
    return median(timed(() => judgeInputs([input], rules), rounds)) / input.resources.length;
  }) as [number, number];
  return many / few;
}

function judgeInputs(inputs: readonly StackInput[], rules: readonly Rule[]): void {
  judge(inputs, { phase: "synth", rules, exempt: EXEMPT_TYPES });
}

function timed(work: () => void, rounds: number): number[] {
  const seconds = Array.from({ length: rounds + 1 }, () => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1e6;
  });
  return seconds.slice(1);
}

/** At least `count` resources: copies of a stack side by side, whose references stay within their copy. */
export function grown(seed: Configuration, count: number): StackInput {
  const { stack, resources: all, outputs } = readConfiguration(seed);
  const settings = all.filter(({ type }) => type === STACK_TYPE);
  const resources = all.filter(({ type }) => type !== STACK_TYPE);
  const names = resources.map(({ address }) => address.split(".").at(-1)!);
  const anyName = new RegExp(`\\.(${names.join("|")})(?![\\w-])`, "g");
  const copies = Array.from({ length: Math.ceil(count / resources.length) }, (_, copy) =>
    resources.map((resource) => {
      const { address, values } = resource;
      const renamed = JSON.stringify({ address, values }).replace(anyName, `.$1-${copy}`);
      return { ...resource, ...(JSON.parse(renamed) as Pick<typeof resource, "address" | "values">) };
    }),
  );
  return { stack, resources: [...settings, ...copies.flat()], outputs };
}
