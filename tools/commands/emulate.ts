import path from "node:path";
import { KNOWN_GAPS, type KnownGaps } from "../emulation/known-gaps";
import { lifecycle } from "../emulation/lifecycle";
import { withMoto, withMotos } from "../emulation/moto";
import { exampleModuleNames, moduleStack } from "../emulation/readme-examples";
import { runShellCommand } from "../emulation/shell-command";
import { ATTACHMENTS } from "../rehearsal/load";
import { exitCodeOf, report } from "../runner/checks/report";
import { runChecks } from "../runner/checks/run-checks";
import { parseOptions } from "../runner/command/arguments";
import { defineCommand, type Command, type CommandContext } from "../runner/command/command";
import { EXIT_CODES, usageError, type ExitCode } from "../runner/command/exit-codes";
import { isCi, type Machine } from "../runner/command/machine";
import { withTemporaryFolder } from "../runner/command/temporary-folder";
import { findProvider } from "../runner/provider/provider-lookup";
import { configuredProviderVersion } from "../runner/terraform/synthesized-stacks";
import { Terraform } from "../runner/terraform/terraform";
import { OfflineWorkspace } from "../runner/terraform/workspace";

/** AWS account id of the README examples. */
const ACCOUNT = "111122223333";

/** Examples that run at the same time, each with an emulator and a Terraform. They mostly wait. */
const CONCURRENCY = 3;

/** Modules whose examples take longest, in minutes that the provider waits; they start first. */
const SLOWEST = [
  "data/aurora",
  "messaging/events",
  "messaging/topics",
  "messaging",
  "edge/firewall",
  "compute/containers",
  "data/rds",
  "account/audit",
];

const HELP = `Applies, plans again and destroys the README examples of the modules with the AWS provider against the emulator moto.

Usage: groundplan emulate [module...] [options]

  module          name of a module (default: all); three run at a time, each on an empty moto_server
  --exec COMMAND  start an emulator and run a shell command with AWS_ENDPOINT_URL, a region and credentials for it
  --if-available  exit with 0 and a line "skipped: ..." if a program or the provider is missing; ignored in CI
  --help          print this text

Runs in the root of the Groundplan repository. Needs no network and no AWS account. docs/emulation.md lists what moto
cannot do. Exit codes: 0 passed, 1 a module or the command failed, 2 wrong usage, 3 a program is missing.`;

const OPTIONS = { exec: { type: "string" }, "if-available": { type: "boolean" } } as const;

export interface EmulateRequest {
  /** Names of modules; none means all. */
  readonly modules: readonly string[];
  readonly ifAvailable: boolean;
  /** Shell command to run against an emulator, instead of the examples. */
  readonly exec?: string;
}

/** Creates the command with the known gaps of the emulator, by module. */
export function emulateWith(gaps: Readonly<Record<string, KnownGaps>>): Command {
  return defineCommand<EmulateRequest>({
    help: HELP,
    parse: (argv, machine) => parseEmulate(argv, exampleModuleNames(machine.cwd), machine.env),
    run: ({ exec, modules }, context) =>
      exec === undefined ? emulateExamples(modules, gaps, context) : runWithEmulator(exec, context),
  });
}

export const emulate = emulateWith(KNOWN_GAPS);

/**
 * @param known - names of the modules.
 * @throws ToolError (usage) with the allowed values.
 */
export function parseEmulate(argv: readonly string[], known: readonly string[], env: Machine["env"]): EmulateRequest {
  const { values, positionals: modules } = parseOptions(argv, OPTIONS);
  const unknown = modules.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw usageError(`unknown module ${unknown.join(", ")}; modules: ${known.join(", ")}`);
  const { exec } = values;
  if (exec !== undefined && modules.length > 0) throw usageError("--exec runs one command and no module; omit one");
  return { modules, ifAvailable: (values["if-available"] ?? false) && !isCi(env), exec };
}

async function runWithEmulator(command: string, { machine, signal }: CommandContext): Promise<ExitCode> {
  const { cwd, env } = machine;
  await withMoto(ACCOUNT, env, signal, (moto) => runShellCommand(command, cwd, env, moto));
  return EXIT_CODES.succeeded;
}

async function emulateExamples(
  modules: readonly string[],
  gaps: Readonly<Record<string, KnownGaps>>,
  { machine, print, signal }: CommandContext,
): Promise<ExitCode> {
  const names = modules.length > 0 ? modules : [...new Set([...SLOWEST, ...exampleModuleNames(machine.cwd)])];
  return withTemporaryFolder("emulate", async (folder) => {
    const stacks = names.map((name) => moduleStack(machine.cwd, name, path.join(folder, "examples")));
    const configuredProvider = configuredProviderVersion(stacks);
    const terraform = await Terraform.find(machine, signal);
    const provider = await findProvider(terraform, configuredProvider, machine);
    const workspace = await OfflineWorkspace.create(terraform, provider, folder, ATTACHMENTS);
    const results = await withMotos(Math.min(CONCURRENCY, stacks.length), ACCOUNT, machine.env, signal, (motos) =>
      runChecks(lifecycle, stacks, { workspace, motos, gaps }, CONCURRENCY, print),
    ).finally(() => workspace.close());
    const versions = {
      terraform: terraform.version,
      provider: provider.version,
      providerSource: provider.mirror,
      configuredProvider,
    };
    print(report(lifecycle.columns, results, versions));
    return exitCodeOf(results);
  });
}
