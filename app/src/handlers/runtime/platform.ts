import { readParameters } from "../../adapters/parameters";
import { createLog, createMeter, type Log, type Meter } from "../../observability";
import { onInvocation } from "./lifetime";
import { parametersFrom, readEnvironment, requireParameters, type Environment, type Parameters } from "../../settings";
import type { ParameterName } from "../../../contract";

/** Configuration, log and metrics of a function. */
export interface Platform {
  readonly environment: Environment;
  readonly parameters: Parameters;
  readonly log: Log;
  readonly meter: Meter;
}

/** @param required - parameters without which the process cannot work; all that are missing are named at once. */
export async function openPlatform(required: readonly ParameterName[] = []): Promise<Platform> {
  const environment = readEnvironment(process.env, required);
  const { name, parameterPath } = environment;
  const log = createLog(name);
  onInvocation((context) => log.addContext(context));
  const found = parameterPath ? await readParameters(parameterPath) : {};
  const parameters = parametersFrom(parameterPath, found, process.env);
  requireParameters(parameters, required);
  return {
    environment,
    parameters,
    log,
    meter: createMeter(name),
  };
}
