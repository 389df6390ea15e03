import type { AwsStack, KeyReference } from "groundplan/core";
import { EncryptionKey } from "groundplan/security";
import type { Environment } from "../../environments";
import { names, type SystemRegion } from "../names";
import { createKeys, keysOf, type Keys } from "./keys";

/**
 * Stack, settings and keys that every part of one region uses. Parts are built by the same functions in both regions,
 * and ask for the role or for `serves` where the regions differ.
 */
export interface Context<Region extends SystemRegion = SystemRegion> {
  readonly stack: AwsStack<Region>;
  readonly environment: Environment;
  /** `main` owns the data; `standby` follows it. */
  readonly role: "main" | "standby";
  /** True in the region that serves: schedules are enabled and functions warm there only. */
  readonly serves: boolean;
  /** Beginning of every physical name of the region. */
  readonly prefix: string;
  readonly availabilityZones: readonly string[];
  readonly network: Environment["network"];
  readonly keys: Keys<Region>;
  /** Key of copies in the second region, of the recovery stack. Absent without a second region. */
  readonly copiesKey?: KeyReference;
}

/** The main region of an environment, with the keys of data that only it has. */
export interface MainContext extends Context<"us-east-1"> {
  /** Data lake, query results and jobs of analytics. */
  readonly lakeKey: KeyReference<"us-east-1">;
  /** Recovery points. */
  readonly backupsKey: KeyReference<"us-east-1">;
}

export function createMainContext(stack: AwsStack<"us-east-1">, environment: Environment): MainContext {
  const { availabilityZones, network, prefix, deletionProtection } = environment;
  const createKey = keysOf(stack, { prefix, deletionProtection });
  return {
    ...createContext(stack, environment, { role: "main", availabilityZones, network }),
    lakeKey: createKey("lake", "Data lake, query results and jobs of analytics", ["logs"]),
    backupsKey: createKey("backups", "Recovery points", ["backup"]),
  };
}

/** @throws Error for an environment without a standby, which has no such stack. */
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
  const { active, standby, deletionProtection } = environment;
  const prefix = names.prefix(environment, role);
  const keys = createKeys(stack, { prefix, deletionProtection });
  const copiesKey = standby === "none" ? undefined : EncryptionKey.fromArn(stack, "copies-key", standby.copiesKeyArn);
  return { stack, environment, prefix, serves: active === role, keys, copiesKey, ...region };
}
