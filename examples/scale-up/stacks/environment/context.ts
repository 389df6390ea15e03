import type { AwsRegion, AwsStack, KeyReference, RegionalProvider } from "groundplan/core";
import { EncryptionKey, type KeyService } from "groundplan/security";
import type { Environment } from "../../environments";

/** Stack, settings and keys that every part of an environment uses. */
export interface Context {
  readonly stack: AwsStack<"us-east-1">;
  readonly environment: Environment;
  /** The region of copies. */
  readonly recovery: RegionalProvider;
  readonly keys: Keys;
}

/** One key for each kind of data, so that access to one gives no access to another. */
export interface Keys {
  /** Tables, cache, database, product media, container images, secrets and variables of functions. */
  readonly data: KeyReference;
  /** Data lake, query results and jobs of analytics. */
  readonly lake: KeyReference;
  readonly logs: KeyReference<"us-east-1">;
  readonly alarms: KeyReference;
  /** Recovery points. */
  readonly backups: KeyReference;
  /** Copies of recovery points in another region. */
  readonly copies: KeyReference;
}

export function createContext(stack: AwsStack<"us-east-1">, environment: Environment): Context {
  const recovery = stack.providerIn(environment.recoveryRegion);
  const create = <Region extends AwsRegion>(
    kind: string,
    description: string,
    regional: RegionalProvider<Region>,
    services: readonly KeyService[],
  ): EncryptionKey<Region> =>
    new EncryptionKey(stack, `${kind}-key`, {
      name: `${environment.projectName}-${kind}`,
      description,
      services,
      regional,
      deletionProtection: environment.deletionProtection,
    });
  const home = stack.providerIn("us-east-1");
  const keys = {
    data: create("data", "Tables, cache, database, product media, images and secrets", home, []),
    lake: create("lake", "Data lake, query results and jobs of analytics", home, ["logs"]),
    logs: create("logs", "Log groups", home, ["logs"]),
    alarms: create("alarms", "Alarm topic", home, ["alarms"]),
    backups: create("backups", "Recovery points", home, ["backup"]),
    copies: create("copies", "Copies of recovery points", recovery, ["backup"]),
  };
  return { stack, environment, recovery, keys };
}
