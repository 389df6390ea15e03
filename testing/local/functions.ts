import { startFunction, type Invoke } from "./function";
import type { Surroundings } from "./surroundings";

/** A function as a contract describes it. */
export interface ContractFunction {
  /** Names of its settings, which are environment variables. */
  readonly settings: readonly string[];
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
}

export interface LocalFunctionsProps<Name extends string> {
  readonly functions: Readonly<Record<Name, ContractFunction>>;
  /** Folder of each bundle, as `groundplan/compute/bundles` returns it. */
  readonly folders: Readonly<Record<Name, string>>;
  /** Values of all settings. A setting that a function does not name is as absent as in AWS. */
  readonly settings: Readonly<Record<string, string>>;
  /** Names of the settings of every function. */
  readonly everyFunction: readonly string[];
  /** Variables of every function on this machine only. */
  readonly variables: Readonly<Record<string, string>>;
  /** Functions that follow a clock, and its file. @default none */
  readonly clock?: { readonly file: string; readonly functions: readonly NoInfer<Name>[] };
  /** Receives each line that a function writes. */
  readonly log: (line: string) => void;
}

/** Makes the functions of a contract ready; their first events start their processes. */
export async function startFunctions<Name extends string>(
  surroundings: Pick<Surroundings, "startRuntimeApi" | "atEnd">,
  { functions, folders, settings, everyFunction, variables, clock, log }: LocalFunctionsProps<Name>,
): Promise<Readonly<Record<Name, Invoke>>> {
  const names = Object.keys(functions) as Name[];
  const started = names.map(async (name) => {
    const { settings: own, timeoutSeconds, memoryMb } = functions[name];
    const ownVariables = { ...variables, ...pick(settings, [...everyFunction, ...own]) };
    const clockFile = clock?.functions.includes(name) ? clock.file : undefined;
    const props = { name, folder: folders[name], variables: ownVariables, timeoutSeconds, memoryMb, clockFile, log };
    return [name, await startFunction(surroundings, props)];
  });
  return Object.fromEntries(await Promise.all(started)) as Record<Name, Invoke>;
}

function pick(settings: Readonly<Record<string, string>>, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, settings[name]!]));
}
