import type { AwsStack, KeyReference } from "groundplan/core";
import { EncryptionKey, type KeyService } from "groundplan/security";
import type { SystemRegion } from "../names";

/** One key for each kind of data, so that access to one gives no access to another. */
export interface Keys<Region extends SystemRegion = SystemRegion> {
  /** Tables, database, cache, documents, secrets and variables of functions. */
  readonly data: KeyReference<Region>;
  /** Topics, queues and schedules. */
  readonly messages: KeyReference<Region>;
  readonly logs: KeyReference<Region>;
  readonly alarms: KeyReference<Region>;
}

export interface KeySettings {
  readonly prefix: string;
  readonly deletionProtection: boolean;
}

/** Keys of the data of one region. */
export function createKeys<Region extends SystemRegion>(stack: AwsStack<Region>, settings: KeySettings): Keys<Region> {
  const create = keysOf(stack, settings);
  return {
    data: create("data", "Tables, database, cache, documents and secrets", []),
    messages: create("messages", "Topics, queues and schedules", []),
    logs: create("logs", "Log groups", ["logs"]),
    alarms: create("alarms", "Alarm topics", ["alarms"]),
  };
}

/** Creates the key `<prefix>-<kind>` with the construct id `<kind>-key`. */
export function keysOf<Region extends SystemRegion>(
  stack: AwsStack<Region>,
  { prefix, deletionProtection }: KeySettings,
) {
  return (kind: string, description: string, services: readonly KeyService[]): EncryptionKey<Region> =>
    new EncryptionKey(stack, `${kind}-key`, {
      name: `${prefix}-${kind}`,
      description,
      services,
      regional: stack.providerIn(stack.region),
      deletionProtection,
    });
}
