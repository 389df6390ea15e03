import type { AwsStack, KeyReference } from "groundplan/core";
import { EncryptionKey, type KeyService } from "groundplan/security";
import type { Environment } from "../environments";

/** Stack, settings and keys that every part of the system uses. */
export interface Context {
  readonly stack: AwsStack;
  readonly environment: Environment;
  /** Key of database, images of products and secrets. */
  readonly dataKey: KeyReference;
  readonly logKey: KeyReference;
  readonly alarmKey: KeyReference;
}

export function createContext(stack: AwsStack, environment: Environment): Context {
  const create = (kind: string, description: string, services: readonly KeyService[]): EncryptionKey =>
    new EncryptionKey(stack, `${kind}-key`, {
      name: `${environment.project}-${kind}`,
      description,
      services,
      deletionProtection: environment.deletionProtection,
    });
  return {
    stack,
    environment,
    dataKey: create("data", "Database, product images, container images and secrets", []),
    logKey: create("logs", "Log groups", ["logs"]),
    alarmKey: create("alarms", "Alarm topic", ["alarms", "budgets"]),
  };
}
