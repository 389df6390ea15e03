import type { SynthesizedStack } from "../../../modules/core";
import type { ProgramOutput } from "../../runner/command/child-process";
import { eventDiagnostics, JSON_OPTIONS } from "../../runner/terraform/events";
import type { CommandLine } from "./command-line";
import { DrillError, expectOneOf, type DrilledStack, type DrillState } from "./drill-state";
import { changesOf, outcomeOf } from "./plan-outcome";
import { checkPlan } from "./statements";

/** Types whose control planes are in us-east-1, whatever the region of the resource. */
const CONTROLLED_IN_US_EAST_1 = /^aws_(?:acm|cloudfront|iam|route53|s3|wafv2)_/;

/**
 * Runs a `terraform` command of the page on the stand-in provider.
 *
 * @returns the outcome of a plan, which the page shows; otherwise nothing.
 */
export async function runTerraform(state: DrillState, command: CommandLine): Promise<string | undefined> {
  const { words, options } = command;
  const [, subcommand = "", ...rest] = words;
  const name = /^cdktf\.out\/stacks\/([\w-]+)$/.exec(options["chdir"] ?? "")?.[1];
  expectOneOf("stack in -chdir", name, [...state.stacks.keys()]);
  const stack = state.stacks.get(name!)!;
  const synthesized = state.synthesized.find((one) => one.name === name)!;
  await stack.session.configure(synthesized.config);
  const { run } = stack.session;
  const subcommands: Readonly<Record<string, () => Promise<string | undefined>>> = {
    init: () => {
      state.initialized.add(name!);
      return Promise.resolve(undefined);
    },
    plan: () => plan(state, stack, synthesized, options),
    apply: async () => {
      checked("apply", await run("apply", ...JSON_OPTIONS, ...rest));
      if (name === state.pair.lost.name) state.released = await servesAgain(state, stack);
      return undefined;
    },
    output: () => readOutput(state, stack, rest[0] ?? ""),
    import: async () => {
      const [address = "", id] = rest;
      const existing = [...state.records.keys()]
        .map((key) => key.split(" "))
        .filter(([type]) => address.startsWith(`${type!}.`));
      expectOneOf(
        "id",
        id,
        existing.map((key) => key[1]!),
      );
      return checked("import", await run("import", "-input=false", "-no-color", ...rest));
    },
    state: async () => checked("state", await run("state", ...rest)),
  };
  expectOneOf("terraform", subcommand, Object.keys(subcommands));
  if (subcommand !== "init") expectOneOf("stack after terraform init", name, [...state.initialized]);
  return subcommands[subcommand]!();
}

/** The lost environment has a database that a step has restored. */
async function servesAgain({ snapshots }: DrillState, { applied }: DrilledStack): Promise<boolean> {
  const databases = Object.values((await applied()).resources("aws_db_instance"));
  return databases.some(({ snapshot_identifier: snapshot }) => snapshots.has(String(snapshot)));
}

async function plan(
  state: DrillState,
  { session, applied }: DrilledStack,
  { config }: SynthesizedStack,
  { out, refresh }: CommandLine["options"],
): Promise<string> {
  if (!out) throw new DrillError("-out: apply needs the file of the plan");
  const refreshes = refresh === "false" ? ["-refresh=false"] : [];
  checked("plan", await session.run("plan", ...JSON_OPTIONS, ...refreshes, `-out=${out}`));
  const changes = changesOf(await session.run("show", "-json", out));
  const dependent = changes.filter(({ address, type }) => {
    const [, label = ""] = address.split(".");
    const provider = String(config.resource?.[type]?.[label]?.["provider"] ?? "aws");
    return CONTROLLED_IN_US_EAST_1.test(type) || provider.endsWith(".us-east-1");
  });
  if (refresh === "false" && dependent.length > 0) {
    throw new DrillError(`changes what us-east-1 controls: ${dependent.map(({ address }) => address).join(", ")}`);
  }
  checkPlan(changes, await applied(), state);
  return outcomeOf(changes);
}

async function readOutput({ values }: DrillState, { applied }: DrilledStack, name: string): Promise<undefined> {
  const { outputs } = await applied();
  expectOneOf("output", name, Object.keys(outputs));
  values.set(name, String(outputs[name]));
}

/** @throws DrillError with the errors of Terraform. */
function checked(command: string, output: ProgramOutput): undefined {
  if (output.code === 0) return;
  const errors = eventDiagnostics(command, output).filter(({ severity }) => severity === "error");
  throw new DrillError(errors.map(({ summary, detail }) => `${summary}: ${detail ?? ""}`.trim()).join("\n"));
}
