import { withDefaults } from "../../core";
import { CONTAINER_DEFAULTS, HEALTH_CHECK_DEFAULTS, type ContainerSettings } from "./container-definition";

/** Memory of the log buffer. Full, it drops lines, while blocking mode would stop the application. */
const LOG_BUFFER = "4m";

export interface ContainerContext {
  readonly name: string;
  readonly logGroupName: string;
  readonly region: string;
  /** `valueFrom` by variable. */
  readonly secrets: ReadonlyMap<string, string>;
  /** Container that starts before this one and stops after it. */
  readonly startsAfter?: string;
}

/** The container as `RegisterTaskDefinition` reads it. Absent settings are absent here: `null` would be a change. */
export function containerJson(container: ContainerSettings, context: ContainerContext): object {
  const { startsAfter } = context;
  const settings = withDefaults(container, CONTAINER_DEFAULTS);
  const { image, port, command, environment, user, writablePaths, stopTimeoutSeconds, rootFileSystem } = settings;
  return {
    name: context.name,
    image,
    essential: true,
    command,
    user,
    portMappings: port === undefined ? [] : [{ containerPort: port, hostPort: port, protocol: "tcp" }],
    environment: sorted(Object.entries(environment)).map(([name, value]) => ({ name, value })),
    secrets: sorted([...context.secrets]).map(([name, valueFrom]) => ({ name, valueFrom })),
    readonlyRootFilesystem: rootFileSystem === "read-only",
    mountPoints: writablePaths.map((containerPath) => ({ sourceVolume: volumeOf(containerPath), containerPath })),
    // An init process forwards signals and collects orphaned processes.
    linuxParameters: { initProcessEnabled: true },
    stopTimeout: stopTimeoutSeconds,
    healthCheck: healthCheckJson(settings),
    dependsOn: startsAfter && [{ containerName: startsAfter, condition: "START" }],
    logConfiguration: logJson(context),
  };
}

/** Name of the volume of a writable folder: `var-cache` for `/var/cache`. */
export function volumeOf(containerPath: string): string {
  return containerPath.slice(1).replaceAll(/[^\w]+/g, "-");
}

/** Fargate requires the stream prefix. */
export function logJson({ name, logGroupName, region }: Omit<ContainerContext, "secrets" | "startsAfter">): object {
  return {
    logDriver: "awslogs",
    options: {
      "awslogs-group": logGroupName,
      "awslogs-region": region,
      "awslogs-stream-prefix": name,
      mode: "non-blocking",
      "max-buffer-size": LOG_BUFFER,
    },
  };
}

function healthCheckJson({ healthCheck }: ContainerSettings): object | undefined {
  if (!healthCheck) return undefined;
  const settings = withDefaults(healthCheck, HEALTH_CHECK_DEFAULTS);
  return {
    command: ["CMD", ...settings.command],
    interval: settings.intervalSeconds,
    timeout: settings.timeoutSeconds,
    retries: settings.retries,
    startPeriod: settings.startPeriodSeconds,
  };
}

function sorted(entries: readonly (readonly [string, string])[]): readonly (readonly [string, string])[] {
  return [...entries].sort(([one], [other]) => (one < other ? -1 : 1));
}
