import type { KeyReference, LogRetentionDays, Placement } from "../../core";

export type FunctionArchitecture = "arm64" | "x86_64";

export interface FunctionConcurrency {
  /** Execution environments that Lambda keeps initialized behind the alias: 0 to `reserved`. @default 0 */
  readonly provisioned?: number;
  /** Concurrent executions reserved for the function, also its upper limit: 1 or more. @default the unreserved pool */
  readonly reserved?: number;
}

export interface ContainerFunctionProps {
  /** Physical name of the function, its role and its security group: at most 64 letters, digits, _ and -. */
  readonly name: string;
  /**
   * Container image in a private ECR repository of the function's region: `<registry>/<repository>@sha256:<digest>`, or
   * `:<tag>` with an immutable tag. `latest` is refused, because Lambda resolves a tag once and ignores later pushes.
   */
  readonly image: string;
  /** Overrides the image's CMD: the handler, and further arguments of its entry point. At least one string. */
  readonly command: readonly string[];
  /** Processor architecture that the image was built for. @default "arm64" */
  readonly architecture?: FunctionArchitecture;
  /**
   * Environment variables: at most 4 KB of keys and values (Lambda quota). Not for secrets: every principal that may
   * read the function's configuration sees them. @default none
   */
  readonly environment?: Readonly<Record<string, string>>;
  /** Private subnets, 2 to 16, with a route to AWS APIs through NAT or VPC endpoints. */
  readonly placement: Placement;
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
}

export const CONTAINER_FUNCTION_DEFAULTS = {
  architecture: "arm64",
  environment: {},
  memoryMb: 512,
  timeoutSeconds: 30,
  concurrency: {},
  logRetentionDays: 90,
} as const satisfies Partial<ContainerFunctionProps>;

/** Props after defaults. */
export type ContainerFunctionSettings = ContainerFunctionProps &
  Required<Pick<ContainerFunctionProps, keyof typeof CONTAINER_FUNCTION_DEFAULTS>>;
