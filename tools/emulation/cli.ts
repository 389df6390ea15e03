import { program, start, type Program, type Surroundings } from "../terraform/program";
import { findProvider } from "../terraform/provider-lookup";
import { conclude, witnessesOf } from "../terraform/report";
import { runStacks } from "../terraform/run-stacks";
import { withScratch } from "../terraform/scratch";
import { configuredProviderVersion } from "../terraform/synthesized-stacks";
import { Terraform } from "../terraform/terraform";
import { EXIT_CODES, type ExitCode } from "../terraform/tool-error";
import { Workspace } from "../terraform/workspace";
import { HELP, parseArguments, type Request } from "./arguments";
import { execute } from "./exec";
import { life } from "./life";
import { withMoto } from "./moto";
import { moduleNames, moduleStack } from "./readme-examples";
import { SHORTFALLS, type Shortfalls } from "./shortfalls";

/** The account of the examples, which the emulator plays. */
const ACCOUNT = "111122223333";

/** Examples that live at once: an emulator, a Terraform and a provider each. */
const AT_ONCE = 2;

/** The provider waits longest for what is in these, so that they begin first when all are run. */
const SLOWEST = ["data", "messaging", "edge"];

/** Makes the program that gives every module's example a life in the emulator. */
export function emulator(shortfalls: Readonly<Record<string, Shortfalls>>): Program {
  return (argv, machine, streams, signal) => {
    const parse = (words: readonly string[]) => parseArguments(words, moduleNames(machine.cwd), machine.env);
    const work = ({ exec, modules }: Request, surroundings: Surroundings): Promise<ExitCode> =>
      exec === undefined ? liveAll(modules, shortfalls, surroundings) : executeWithEmulator(exec, surroundings);
    return program(parse, HELP, work)(argv, machine, streams, signal);
  };
}

async function executeWithEmulator(command: string, { machine, signal }: Surroundings): Promise<ExitCode> {
  const { cwd, env } = machine;
  await withMoto(ACCOUNT, env, signal, (moto) => execute(command, cwd, env, moto));
  return EXIT_CODES.succeeded;
}

async function liveAll(
  modules: readonly string[],
  shortfalls: Readonly<Record<string, Shortfalls>>,
  { machine, streams: { print }, signal }: Surroundings,
): Promise<ExitCode> {
  const names = modules.length > 0 ? modules : [...new Set([...SLOWEST, ...moduleNames(machine.cwd)])];
  const stacks = names.map((name) => moduleStack(machine.cwd, name));
  const configuredVersion = configuredProviderVersion(stacks);
  const terraform = await Terraform.find(machine, signal);
  const provider = await findProvider(terraform, configuredVersion, machine);
  const results = await withScratch("emulate", async (folder) => {
    const workspace = await Workspace.prepare(terraform, provider, folder);
    const emulation = { workspace, account: ACCOUNT, env: machine.env, signal, shortfalls };
    return runStacks(life, stacks, emulation, AT_ONCE, print);
  });
  return conclude(life.columns, results, witnessesOf(terraform, provider, configuredVersion), print);
}

if (require.main === module) void start(emulator(SHORTFALLS));
