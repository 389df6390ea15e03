import type { KeyReference, LogRetentionDays, Placement, RegionalProvider } from "../../core";

export type FunctionArchitecture = "arm64" | "x86_64";

export interface FunctionConcurrency {
  /** Execution environments that Lambda keeps initialized behind the alias: 0 to `reserved`. @default 0 */
  readonly provisioned?: number;
  /**
   * Concurrent executions reserved for the function, also its upper limit: 1 or more. @default the unreserved pool
   */
  readonly reserved?: number;
}

/** Props of every function, whatever its deployment package. */
export interface FunctionProps {
  /** Physical name of the function, its role and its security group: at most 64 letters, digits, _ and -. */
  readonly name: string;
  /** Processor architecture that the code was built for. @default "arm64" */
  readonly architecture?: FunctionArchitecture;
  /**
   * Environment variables: at most 4 KB of keys and values (Lambda quota). Not for secrets: every principal that may
   * read the function's configuration sees them. @default none
   */
  readonly environment?: Readonly<Record<string, string>>;
  /**
   * Private subnets, 2 to 16, with a route to AWS APIs through NAT or VPC endpoints, for a function that connects to
   * resources of a VPC. @default no VPC: the function reaches public endpoints only
   */
  readonly placement?: Placement;
  /** Memory in MB, which also sets the share of CPU: 128 to 10240. @default 512 */
  readonly memoryMb?: number;
  /** Seconds after which Lambda ends an invocation: 1 to 900. @default 30 */
  readonly timeoutSeconds?: number;
  /** Provisioned and reserved concurrency. @default neither */
  readonly concurrency?: FunctionConcurrency;
  /** Retention of the log group in days. @default 90 */
  readonly logRetentionDays?: LogRetentionDays;
  /** Key of the function's region that encrypts the log group. */
  readonly logKey: KeyReference;
  /** Region of the function and its provider. @default the stack's */
  readonly regional?: RegionalProvider;
}

export const FUNCTION_DEFAULTS = {
  architecture: "arm64",
  environment: {},
  memoryMb: 512,
  timeoutSeconds: 30,
  concurrency: {},
  logRetentionDays: 90,
} as const satisfies Partial<FunctionProps>;

/** Props after defaults. */
export type FunctionSettings = FunctionProps & Required<Pick<FunctionProps, keyof typeof FUNCTION_DEFAULTS>>;

/** Alias that callers invoke. */
export const ALIAS = "live";
