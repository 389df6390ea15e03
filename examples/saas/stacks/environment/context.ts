import type { AwsStack } from "groundplan/core";
import type { Environment } from "../../environments";
import { names, type SystemRegion } from "../names";
import { createKeys, type Keys } from "./keys";

/**
 * Stack, settings and keys that every part of one region uses. Parts are built by the same functions in both regions,
 * and ask for the role or for `serves` where the regions differ.
 */
export interface Context<Region extends SystemRegion = SystemRegion> {
  readonly stack: AwsStack<Region>;
  readonly environment: Environment;
  /** `main` owns the data; `standby` follows it. */
  readonly role: "main" | "standby";
  /** True in the region that serves: schedules, consumers and warm functions are enabled there only. */
  readonly serves: boolean;
  /** Beginning of every physical name of the region. */
  readonly prefix: string;
  readonly availabilityZones: readonly string[];
  readonly network: Environment["network"];
  readonly keys: Keys<Region>;
}

/** The main region of an environment. */
export type MainContext = Context<"us-east-1">;

export function createMainContext(stack: AwsStack<"us-east-1">, environment: Environment): MainContext {
  const { availabilityZones, network } = environment;
  return createContext(stack, environment, { role: "main", availabilityZones, network });
}

/** @param environment - with a standby. */
export function createStandbyContext(stack: AwsStack<"us-west-2">, environment: Environment): Context<"us-west-2"> {
  if (environment.standby === "none") throw new Error(`${environment.name} has no standby`);
  const { availabilityZones, network } = environment.standby;
  return createContext(stack, environment, { role: "standby", availabilityZones, network });
}

function createContext<Region extends SystemRegion>(
  stack: AwsStack<Region>,
  environment: Environment,
  region: Pick<Context, "role" | "availabilityZones" | "network">,
): Context<Region> {
  const { role } = region;
  const prefix = names.prefix(environment, role);
  const { deletionProtection } = environment;
  const keys = createKeys(stack, { prefix, deletionProtection });
  return { stack, environment, prefix, serves: environment.active === role, keys, ...region };
}
