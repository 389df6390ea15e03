import type { PolicyStatement } from "../../core";
import { logJson, type ContainerContext } from "./container-json";

/** Collector beside the application that sends its traces to AWS X-Ray. */
export interface TracingSidecar {
  /**
   * `adot` receives OTLP on localhost:4317 and 4318, `xray-daemon` segments of the X-Ray SDKs on UDP port 2000. AWS has
   * maintained the daemon and its SDKs for faults only since February 2026.
   */
  readonly collector: "adot" | "xray-daemon";
  /**
   * Copy of the collector's image in a private ECR repository, by its digest:
   * `<registry>/<repository>@sha256:<digest>`. Public ECR has no VPC endpoint.
   */
  readonly image: string;
  /** Memory limit in MiB, part of the task's memory: 64 to 4096, and at most half of it. @default 128 */
  readonly memoryMib?: number;
  /** User of the process, not root: a name or an id, and optionally a group. @default "1000" */
  readonly user?: string;
}

export const TRACING_SIDECAR_DEFAULTS = {
  memoryMib: 128,
  user: "1000",
} as const satisfies Partial<TracingSidecar>;

/** Name of the collector in the task definition, and prefix of its log streams. */
export const TRACING_CONTAINER = "tracing";

/** Address of the collector `adot` for OTLP over HTTP: containers of a task share the loopback interface. */
export const OTLP_HTTP_ENDPOINT = "http://127.0.0.1:4318";

/** The image of ADOT contains this configuration, which receives OTLP and exports to X-Ray. */
const COMMANDS = { adot: ["--config=/etc/ecs/ecs-default-config.yaml"], "xray-daemon": undefined } as const;

/**
 * The collector as `RegisterTaskDefinition` reads it. If it stops, the application continues without traces. It starts
 * before the application and stops after it, so that it receives the last traces.
 */
export function tracingJson(
  { collector, image, memoryMib, user }: Required<TracingSidecar>,
  logs: Pick<ContainerContext, "logGroupName" | "region">,
): object {
  return {
    name: TRACING_CONTAINER,
    image,
    essential: false,
    command: COMMANDS[collector],
    user,
    memory: memoryMib,
    readonlyRootFilesystem: true,
    logConfiguration: logJson({ ...logs, name: TRACING_CONTAINER }),
  };
}

/** Allows a task to send traces and to read sampling rules. */
export const TRACING_STATEMENT: PolicyStatement = {
  sid: "SendTraces",
  actions: [
    "xray:GetSamplingRules",
    "xray:GetSamplingStatisticSummaries",
    "xray:GetSamplingTargets",
    "xray:PutTelemetryRecords",
    "xray:PutTraceSegments",
  ],
  resources: ["*"],
  unscopedBecause: "X-Ray has no resource for traces and sampling",
};
