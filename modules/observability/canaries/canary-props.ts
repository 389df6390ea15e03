import type { Grantee, KeyReference, RegionalProvider } from "../../core";
import type { CanaryRuntime } from "./synthetics-runtimes";

/** Archive of a script in a bucket. */
export interface CanaryCode {
  /** Name of the bucket, in the region of the canary. */
  readonly bucketName: string;
  /**
   * Key of the .zip file with the runtime and the SHA-256 of its content, such as
   * `canaries/syn-nodejs-puppeteer-15.0/<64 digits>.zip`: another script or runtime needs another key, because the
   * provider sends the code only when its place changes.
   */
  readonly key: string;
}

/** Bucket for screenshots and reports, such as a `Bucket`. */
export interface ArtifactFolder {
  /** Name of the bucket. */
  readonly bucketName: string;
  /** Allows the canary to write artifacts, and to use their key. */
  grantReadWrite(grantee: Grantee): void;
}

export interface CanaryProps {
  /** Physical name: 1 to 255 lower-case letters, digits, _ and -. Another name replaces the canary. */
  readonly name: string;
  /** Runtime from the catalogue. */
  readonly runtime: CanaryRuntime;
  /** Script for the runtime. */
  readonly code: CanaryCode;
  /** Function in the archive, such as `checkout.handler`. */
  readonly handler: string;
  /** Minutes between two runs: a divisor of 60. One minute costs $52 a month, five minutes $10. */
  readonly everyMinutes: number;
  /** Bucket for the artifacts below `canaries/<name>`. */
  readonly artifacts: ArtifactFolder;
  /** Key of the region that encrypts the artifacts. */
  readonly key: KeyReference;
  /** Variables that the script reads, such as the URL to ask. Not for secrets. @default none */
  readonly environment?: Readonly<Record<string, string>>;
  /** Seconds after which a run fails: 3 to 840, and at most the time between two runs. @default 60 */
  readonly timeoutSeconds?: number;
  /** Days that artifacts are listed in Synthetics: 1 to 455. @default 31 */
  readonly retentionDays?: number;
  /** Region of the canary and its provider. @default the stack's */
  readonly regional?: RegionalProvider;
}

export const CANARY_DEFAULTS = { environment: {}, timeoutSeconds: 60, retentionDays: 31 } as const;

/** Name of the role of a canary. */
export const canaryRoleName = (name: string): string => `${name}-canary`;
