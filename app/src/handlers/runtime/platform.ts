import { readParameters } from "../../adapters/parameters";
import { createLog, createMeter, type Log, type Meter } from "../../observability";
import { onInvocation } from "./lifetime";
import { parametersFrom, readEnvironment, type Environment, type Parameters } from "../../settings";

/** Configuration, log and metrics of a function. */
export interface Platform {
  readonly environment: Environment;
  readonly parameters: Parameters;
  readonly log: Log;
  readonly meter: Meter;
}

export async function openPlatform(): Promise<Platform> {
  const environment = readEnvironment(process.env);
  const { name, parameterPath } = environment;
  const log = createLog(name);
  onInvocation((context) => log.addContext(context));
  return {
    environment,
    parameters: parametersFrom(parameterPath, parameterPath ? await readParameters(parameterPath) : {}, process.env),
    log,
    meter: createMeter(name),
  };
}
