import type { Environment } from "../../environments";
import type { AwsRegion, AwsStack, KeyReference } from "../../modules/core";
import { EncryptionKey, type KeyService } from "../../modules/security";

/** Stack, settings, names and keys that every part of the platform uses. */
export interface PlatformContext {
  readonly stack: AwsStack;
  readonly environment: Environment;
  /** Prefix of every physical name: project and environment. */
  readonly prefix: string;
  /** Path of the environment's SSM parameters. */
  readonly parameterPath: string;
  readonly keys: PlatformKeys;
}

/** One key for each kind of data, so that access to one gives no access to another. */
export interface PlatformKeys {
  /** Database, cache and secrets. */
  readonly data: KeyReference;
  readonly logs: KeyReference;
  /** The firewall's logs, which CloudFront demands in us-east-1. */
  readonly edgeLogs: KeyReference<"us-east-1">;
  readonly alarms: KeyReference;
  readonly backups: KeyReference;
}

export function createContext(stack: AwsStack, environment: Environment): PlatformContext {
  const { project, name } = environment;
  const prefix = `${project}-${name}`;
  const create = <Region extends AwsRegion>(
    kind: string,
    description: string,
    region: Region,
    services: readonly KeyService[],
  ): EncryptionKey<Region> =>
    new EncryptionKey(stack, `${kind}-key`, {
      name: `${prefix}-${kind}`,
      description,
      regional: stack.providerIn(region),
      services,
      deletionProtection: environment.deletionProtection,
    });
  const keys = {
    data: create("data", "Database, cache and secrets", stack.region, []),
    logs: create("logs", "Log groups", stack.region, ["logs"]),
    edgeLogs: create("edge-logs", "Log groups of the firewall", "us-east-1", ["logs"]),
    alarms: create("alarms", "Alarm topic", stack.region, ["alarms"]),
    backups: create("backups", "Recovery points", stack.region, ["backup"]),
  };
  return { stack, environment, prefix, parameterPath: `/${project}/${name}`, keys };
}
