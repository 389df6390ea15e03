import {
  arn,
  each,
  fields,
  inRegion,
  integer,
  isKnown,
  logRetention,
  matching,
  nonEmpty,
  numberBetween,
  oneOf,
  physicalName,
  referenceIn,
  satisfying,
  unique,
  type Placement,
  type Rule,
  type RuleTable,
} from "../../core";
import { HEALTH_CHECK_DEFAULTS, type ContainerHealthCheck, type ContainerSettings } from "./container-definition";
import { volumeOf } from "./container-json";
import { FARGATE_MEMORY, type FargateSize } from "./fargate-sizes";
import { executionRoleName, type FargateTaskSettings } from "./fargate-task-props";
import type { TracingSidecar } from "./tracing-sidecar";

const IMAGE =
  /^\d{12}\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?\/[a-z0-9]+(?:[._/-][a-z0-9]+)*@sha256:[0-9a-f]{64}$/;
const MOST_TRACING_MIB = 4_096;
/** Names of variables that contain a secret, and those that only say where one is. */
const SECRET_VARIABLE = /pass(?:word|wd)|secret|token|api_?key|private_?key|credential|database_url/i;
const WHEREABOUTS = /(?:arn|name|id|path|parameter|prefix|header)$/i;

/** Required props of every task. */
export const FARGATE_TASK_PROPS = {
  name: "string",
  cluster: "object",
  container: { image: "string" },
  size: { cpu: "number", memoryMib: "number" },
  placement: { vpcId: "string", subnetIds: "list", availabilityZones: "list" },
  logKey: "object",
} as const;

/** Limits of `RegisterTaskDefinition` for the settings of tasks. */
export function fargateTaskRules(region: string, { size }: Pick<FargateTaskSettings, "size">) {
  return {
    cluster: referenceIn(region, "clusterArn", clusterArn),
    container: containerRules(),
    tracing: tracingRules(size.memoryMib),
    size: fargateSize(),
    placement: spanOfSubnets(),
    architecture: oneOf<string>(["ARM64", "X86_64"], "choose the architecture of the images"),
    logKey: inRegion(region),
    logRetentionDays: logRetention(),
    name: [
      physicalName("service name"),
      (name) => physicalName("role name")(executionRoleName(name)),
      matching(/^[\w-]+$/, "letters, digits, _ and -", "remove other characters"),
    ],
  } satisfies RuleTable<FargateTaskSettings>;
}

function clusterArn(region: string): Rule<string> {
  return arn({ of: "an ECS cluster", service: "ecs", resource: /cluster\/[\w-]+/, region }, "pass one of this region");
}

function imageByDigest(): Rule<string> {
  return matching(
    IMAGE,
    "<registry>/<repository>@sha256:<digest> of a private ECR repository",
    "name the image by its digest: two tasks with one tag can run different code",
  );
}

function containerRules(): Rule<ContainerSettings> {
  return fields<ContainerSettings>(({ healthCheck, writablePaths = [] }) => ({
    image: imageByDigest(),
    port: integer(1, 65_535, "name the port that the application listens on"),
    command: nonEmpty("at least one string", "omit it for the command of the image"),
    environment: (variables) => [...variableNames(Object.keys(variables)), ...noSecrets(Object.keys(variables))],
    user: anotherUserThanRoot(),
    rootFileSystem: oneOf<string>(["read-only", "writable"], "choose one"),
    writablePaths: [
      each(matching(/^(?:\/[\w.-]+)+$/, "an absolute path below /", "write it like /tmp")),
      satisfying<readonly string[]>(
        () => new Set(writablePaths.map(volumeOf)).size === writablePaths.length,
        "paths that differ in letters and digits",
        "remove the repetition",
      ),
    ],
    stopTimeoutSeconds: integer(2, 120, "Fargate waits two minutes at most"),
    healthCheck: healthCheckRules(healthCheck),
  }));
}

/** ECS refuses a container with more memory than its task. */
function tracingRules(taskMib: number): Rule<TracingSidecar> {
  const most = isKnown(taskMib) ? taskMib / 2 : MOST_TRACING_MIB;
  return fields<TracingSidecar>(() => ({
    collector: oneOf<string>(["adot", "xray-daemon"], "choose the collector of the image"),
    image: imageByDigest(),
    memoryMib: integer(64, Math.min(most, MOST_TRACING_MIB), "leave the application half of the task's memory"),
    user: anotherUserThanRoot(),
  }));
}

function anotherUserThanRoot(): Rule<string> {
  return matching(
    /^(?!(?:root|0)(?::|$))[\w.-]+(?::[\w.-]+)?$/,
    "a user that is not root",
    "run as a user such as 1000",
  );
}

function healthCheckRules({ intervalSeconds }: Partial<ContainerHealthCheck> = {}): Rule<ContainerHealthCheck> {
  const interval = intervalSeconds ?? HEALTH_CHECK_DEFAULTS.intervalSeconds;
  const most = isKnown(interval) && interval >= 2 ? Math.min(60, interval) : 60;
  return fields<ContainerHealthCheck>(() => ({
    command: nonEmpty("at least one string", "name the program"),
    intervalSeconds: integer(5, 300, "check every 5 to 300 seconds"),
    timeoutSeconds: numberBetween(2, most, "wait no longer than the interval"),
    retries: integer(1, 10, "choose 1 to 10 checks"),
    startPeriodSeconds: integer(0, 300, "wait at most five minutes"),
  }));
}

const variableNames = each(
  matching(/^[A-Za-z_]\w*$/, "letters, digits and _, not beginning with a digit", "rename the variable"),
);

const noSecrets = each(
  satisfying<string>(
    (name) => !SECRET_VARIABLE.test(name) || WHEREABOUTS.test(name),
    "no variable with a secret, which everybody may read who describes the task definition",
    "pass it by readSecret, or the ARN of the secret in a variable that ends in _ARN",
  ),
);

/** The type refuses other pairs already; values from files and other languages pass it. */
function fargateSize(): Rule<FargateSize> {
  return ({ cpu, memoryMib }) => {
    if (!isKnown(cpu) || !isKnown(memoryMib)) return [];
    const offered: readonly number[] | undefined = FARGATE_MEMORY[cpu];
    if (!offered) {
      const allowed = Object.keys(FARGATE_MEMORY).join(", ");
      return [{ below: ".cpu", value: cpu, allowed, fix: "choose CPU units that Fargate offers" }];
    }
    const allowed = `${offered.join(", ")} for ${cpu} CPU units`;
    const fix = "choose memory that Fargate offers";
    return offered.includes(memoryMib) ? [] : [{ below: ".memoryMib", value: memoryMib, allowed, fix }];
  };
}

/** One zone is accepted: rule ECS-06 reports it where that matters. */
function spanOfSubnets(): Rule<Placement> {
  return ({ subnetIds }) => [
    ...satisfying<readonly string[]>(
      ({ length }) => length >= 1 && length <= 16,
      "1 to 16 subnets",
      "place the tasks in private subnets",
    )(subnetIds).map((one) => ({
      ...one,
      value: subnetIds,
      below: ".subnetIds",
    })),
    ...unique()(subnetIds).map((one) => ({ ...one, below: ".subnetIds" })),
  ];
}
