import fs from "node:fs";
import path from "node:path";
import {
  EXEMPT_TYPES,
  RULES,
  STACK_TYPE,
  judge,
  readConfiguration,
  type Configuration,
  type Rule,
  type StackInput,
} from "../../policies";
import { median } from "./measure";

/** The stacks in a folder that a synthesis wrote. */
export function synthesizedIn(outdir: string): Configuration[] {
  const stacks = path.join(outdir, "stacks");
  return fs.readdirSync(stacks).map((name) => ({
    name,
    config: JSON.parse(fs.readFileSync(path.join(stacks, name, "cdk.tf.json"), "utf8")) as unknown,
  }));
}

/** CPU seconds to read configurations and evaluate all rules on them: the median of the rounds after a first one. */
export function evaluationSeconds(configurations: readonly Configuration[], rounds: number): number {
  return median(timed(() => evaluate(configurations.map(readConfiguration), RULES), rounds));
}

/** CPU time per resource of a large stack, divided by that of a small stack; 1 is linear. */
export function growthOfEvaluation(
  seed: Configuration,
  [small, large]: readonly [number, number],
  rounds: number,
  rules = RULES,
): number {
  const [few, many] = [small, large].map((count) => {
    const input = grown(seed, count);
    return median(timed(() => evaluate([input], rules), rounds)) / input.resources.length;
  }) as [number, number];
  return many / few;
}

function evaluate(inputs: readonly StackInput[], rules: readonly Rule[]): void {
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

/** A stack of at least `count` resources: copies of another stack, whose references stay within their copy. */
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
