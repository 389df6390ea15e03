import type { AwsRegion, AwsStack, KeyReference, RegionalProvider } from "groundplan/core";
import { EncryptionKey, GeneratedSecret, type KeyService } from "groundplan/security";
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
  /** Database, cache, queue, product images and secrets. */
  readonly data: KeyReference;
  /** Static files, which CloudFront decrypts. */
  readonly site: KeyReference;
  readonly logs: KeyReference<"us-east-1">;
  readonly alarms: KeyReference;
  /** Recovery points. */
  readonly backups: KeyReference;
  /** Copies in the region of recovery. */
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
      name: `${environment.prefix}-${kind}`,
      description,
      services,
      regional,
      deletionProtection: environment.deletionProtection,
    });
  const home = stack.providerIn("us-east-1");
  const keys = {
    data: create("data", "Database, cache, queue, product images and secrets", home, []),
    site: create("site", "Static files", home, ["cloudfront"]),
    logs: create("logs", "Log groups", home, ["logs"]),
    alarms: create("alarms", "Alarm topic", home, ["alarms", "budgets"]),
    backups: create("backups", "Recovery points", home, ["backup"]),
    copies: create("copies", "Copies of data in the region of recovery", recovery, ["backup"]),
  };
  return { stack, environment, recovery, keys };
}

/** Creates a secret whose name can be used again at once where an environment is disposable. */
export function createSecret(
  { stack, environment, keys }: Context,
  kind: string,
  description: string,
  username?: string,
): GeneratedSecret {
  const { prefix, deletionProtection } = environment;
  return new GeneratedSecret(stack, `${kind}-secret`, {
    name: `${prefix}/${kind}`,
    description,
    key: keys.data,
    username,
    recoveryWindowDays: deletionProtection ? 30 : 0,
    deletionProtection,
  });
}
