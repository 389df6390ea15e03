import fs from "node:fs";
import path from "node:path";
import { MalformedInputError, readConfiguration, readPlan, type StackInput } from "../../../policies";
import { usageError } from "../command/exit-codes";
import type { Machine } from "../command/machine";
import { noStacksError, synthesisFolder } from "../terraform/synthesized-stacks";

/** A configuration or a plan of one stack, which the folder of the file names. */
export interface PolicyInput {
  readonly phase: "synth" | "plan";
  readonly input: StackInput;
  /** The file as it is. */
  readonly content: unknown;
  /** The configuration of a plan, if there is one. */
  readonly configured?: StackInput;
}

/**
 * Reads `cdk.tf.json` or a plan.
 *
 * @param configuration - configuration of a plan. @default the synthesized stack of the same name
 * @throws MalformedInputError for a file that cannot be read, or is neither.
 */
export function readPolicyInput(file: string, configuration: string | undefined, machine: Machine): PolicyInput {
  const name = stackOf(path.resolve(machine.cwd, file));
  const content = readJson(file, machine);
  const isPlan = typeof content === "object" && content !== null && "resource_changes" in content;
  if (!isPlan) return { phase: "synth", input: readConfiguration({ name, config: content }), content };
  const synthesized = configurationFiles(synthesisFolder(machine));
  const source = configuration ?? synthesized.find((one) => stackOf(one) === name);
  const config = source === undefined ? undefined : readJson(source, machine);
  const configured = config === undefined ? undefined : readConfiguration({ name, config });
  return { phase: "plan", input: readPlan({ name, plan: content, configuration: config }), content, configured };
}

/** The configurations of all stacks in a folder that cdktf wrote. */
export function configurationFiles(folder: string): readonly string[] {
  const stacks = path.join(folder, "stacks");
  const names = fs.existsSync(stacks) ? fs.readdirSync(stacks).sort() : [];
  return names.map((name) => path.join(stacks, name, "cdk.tf.json"));
}

/**
 * The configurations of all synthesized stacks.
 *
 * @throws ToolError (usage) without one.
 */
export function synthesizedInputs(machine: Machine): readonly StackInput[] {
  const outdir = synthesisFolder(machine);
  const inputs = configurationFiles(outdir).map((file) => readPolicyInput(file, undefined, machine).input);
  if (inputs.length === 0) throw noStacksError(outdir);
  return inputs;
}

/**
 * The file that a word of the command line means: itself, or the configuration of the synthesized stack with that name.
 *
 * @throws ToolError (usage) for a word that is neither, with the names of the synthesized stacks.
 */
export function policyFile(word: string, machine: Machine): string {
  const file = path.resolve(machine.cwd, word);
  if (fs.existsSync(file) && !fs.statSync(file).isDirectory()) return word;
  const stacks = new Map(configurationFiles(synthesisFolder(machine)).map((one) => [stackOf(one), one]));
  const found = stacks.get(word);
  if (found !== undefined) return found;
  const names = [...stacks.keys()].join(", ") || "none, cdktf synth writes them";
  throw usageError(`${word}: no such file, and no synthesized stack; stacks: ${names}`);
}

/** The stack of a file: the name of its folder. */
function stackOf(file: string): string {
  return path.basename(path.dirname(file));
}

/** @throws MalformedInputError for a file that cannot be read. */
export function readText(file: string, { cwd }: Pick<Machine, "cwd">): string {
  try {
    // Windows tools begin a file with a byte order mark, which JSON.parse rejects.
    return fs.readFileSync(path.resolve(cwd, file), "utf8").replace(/^\uFEFF/, "");
  } catch (error) {
    throw new MalformedInputError(file, (error as Error).message);
  }
}

function readJson(file: string, machine: Machine): unknown {
  const text = readText(file, machine);
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new MalformedInputError(file, (error as Error).message);
  }
}
