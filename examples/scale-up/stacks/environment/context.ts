import type { AwsRegion, AwsStack, KeyReference, RegionalProvider } from "groundplan/core";
import { EncryptionKey, type KeyService } from "groundplan/security";
import type { Environment } from "../../environments";

/** Region of the certificates, the web ACL and the metrics of CloudFront. */
export const CDN_REGION = "us-east-1";

/** Stack, settings and keys that every part of an environment uses. */
export interface Context {
  readonly stack: AwsStack;
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
  readonly logs: KeyReference;
  /** Logs of CloudFront's web ACL: `logs` in us-east-1, else a key there. */
  readonly cdnLogs: KeyReference<typeof CDN_REGION>;
  readonly alarms: KeyReference;
  /** Alarms of CloudFront: `alarms` in us-east-1, else a key there. */
  readonly cdnAlarms: KeyReference<typeof CDN_REGION>;
  /** Recovery points. */
  readonly backups: KeyReference;
  /** Copies of recovery points in another region. */
  readonly copies: KeyReference;
}

/** A key of the stack's region and one of CloudFront's, which are the same in us-east-1. */
interface KeyWithCdn {
  readonly key: KeyReference;
  readonly cdn: KeyReference<typeof CDN_REGION>;
}

export function createContext(stack: AwsStack, environment: Environment): Context {
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
  const [home, cdn] = [stack.providerIn(stack.region), stack.providerIn(CDN_REGION)];
  const createWithCdn = (kind: string, description: string, service: KeyService): KeyWithCdn => {
    if (stack.region !== CDN_REGION)
      return {
        key: create(kind, description, home, [service]),
        cdn: create(`cdn-${kind}`, `${description} of CloudFront`, cdn, [service]),
      };
    const key = create(kind, description, cdn, [service]);
    return { key, cdn: key };
  };
  const logs = createWithCdn("logs", "Log groups", "logs");
  const alarms = createWithCdn("alarms", "Alarm topic", "alarms");
  const keys = {
    data: create("data", "Tables, cache, database, product media, images and secrets", home, []),
    lake: create("lake", "Data lake, query results and jobs of analytics", home, ["logs"]),
    logs: logs.key,
    cdnLogs: logs.cdn,
    alarms: alarms.key,
    cdnAlarms: alarms.cdn,
    backups: create("backups", "Recovery points", home, ["backup"]),
    copies: create("copies", "Copies of recovery points", recovery, ["backup"]),
  };
  return { stack, environment, recovery, keys };
}
