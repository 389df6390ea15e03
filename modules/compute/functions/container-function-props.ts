import type { KeyReference, LogRetentionDays, Placement } from "../../core";

export type FunctionArchitecture = "arm64" | "x86_64";

export interface FunctionConcurrency {
  /** Execution environments that are kept warm behind the alias, at most `reserved`; 0 for none. @default 0 */
  readonly provisioned?: number;
  /** Concurrent executions set aside for the function, which are its upper limit as well. @default the account's unreserved share */
  readonly reserved?: number;
}

export interface ContainerFunctionProps {
  /** Physical name of the function, its role and its security group. At most 64 letters, digits, _ and -. */
  readonly name: string;
  readonly account: string;
  /**
   * What to run, from a private ECR repository of the function's own region: `<registry>/<repository>@sha256:<digest>`, or `:<tag>`
   * with a tag that is never moved (and therefore not `latest`): Lambda resolves a tag once and does not see it move.
   */
  readonly image: string;
  /** Replaces the image's CMD: the handler, and what else its entry point takes. */
  readonly command: readonly string[];
  /** The processor that the image was built for. @default "arm64" */
  readonly architecture?: FunctionArchitecture;
  /** Environment variables, 4 KB together. They are no place for secrets: whoever may read the configuration reads them. @default none */
  readonly environment?: Readonly<Record<string, string>>;
  /** Subnets with a way out (NAT or endpoints), 2 to 16: a function never has a public address. */
  readonly placement: Placement;
  /** Memory in MB, which the share of processors follows: 128 to 10240. @default 512 */
  readonly memoryMb?: number;
  /** Seconds after which an invocation is ended: 1 to 900. @default 30 */
  readonly timeoutSeconds?: number;
  /** @default nothing provisioned, nothing reserved */
  readonly concurrency?: FunctionConcurrency;
  /** Days that logs are kept. @default 90 */
  readonly logRetentionDays?: LogRetentionDays;
  /** Encrypts the log group. Its region is the function's. */
  readonly logKey: KeyReference;
}

export const CONTAINER_FUNCTION_DEFAULTS = {
  architecture: "arm64",
  environment: {},
  memoryMb: 512,
  timeoutSeconds: 30,
  concurrency: {},
  logRetentionDays: 90,
} as const;
