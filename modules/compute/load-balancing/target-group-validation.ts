import type { Construct } from "constructs";
import {
  Validation,
  each,
  integer,
  isKnown,
  matching,
  numberBetween,
  physicalName,
  satisfying,
  unique,
  type Rule,
  type RuleTable,
} from "../../core";
import {
  TARGET_HEALTH_CHECK_DEFAULTS,
  targetGroupName,
  type BlueGreenTargetGroupSettings,
  type TargetGroupSettings,
  type TargetHealthCheck,
} from "./target-group-props";

/** Values of all conditions of a rule together (Elastic Load Balancing quotas). */
const MAX_CONDITION_VALUES = 5;
const MATCHER = /^[2-4]\d\d(?:(?:,[2-4]\d\d)*|-[2-4]\d\d)$/;
const PATH_PATTERN = /^\/[\w.$/~"'@:+*?&-]{0,127}$/;
const HOST = /^(?=.{1,128}$)[a-z0-9*?](?:[a-z0-9.*?-]*[a-z0-9*?])?$/;

/** Rules and listeners that a load balancer has already. */
interface ListenerState {
  /** Values that the secret header adds to the conditions of each rule. */
  readonly headerValues: number;
  readonly priorities: ReadonlySet<number>;
  readonly ports: ReadonlySet<number>;
}

/** @throws InputError with every problem of the settings. */
export function validateTargetGroup(
  scope: Construct,
  id: string,
  settings: TargetGroupSettings,
  state: ListenerState,
): void {
  new Validation(scope, id)
    .props(settings, {
      ...targetGroupRules(settings, state),
      name: (name) => physicalName("target group name")(targetGroupName({ ...settings, name })),
    })
    .throwIfInvalid();
}

/** @throws InputError with every problem of the settings. */
export function validateBlueGreenTargetGroups(
  scope: Construct,
  id: string,
  settings: BlueGreenTargetGroupSettings,
  state: ListenerState,
): void {
  new Validation(scope, id)
    .props(settings, {
      ...targetGroupRules(settings, state),
      name: (name) => physicalName("target group name")(targetGroupName({ ...settings, name }, "green")),
      testPort: [
        integer(1, 65_535, "choose a free port"),
        satisfying(
          (port) => !state.ports.has(port),
          `no port of another listener: ${[...state.ports].join(", ")}`,
          "choose a port for tests only, such as 8443",
        ),
      ],
    })
    .throwIfInvalid();
}

function targetGroupRules({ paths = [], hosts = [], health }: TargetGroupSettings, state: ListenerState) {
  const fix = "answer within the interval, or check less often";
  const interval = health.intervalSeconds ?? TARGET_HEALTH_CHECK_DEFAULTS.intervalSeconds;
  return {
    port: integer(1, 65_535, "name the port that the containers listen on"),
    priority: [
      integer(1, 50_000, "number the rules in the order of their application"),
      satisfying(
        (priority) => !state.priorities.has(priority),
        `no priority of another rule: ${[...state.priorities].join(", ")}`,
        "give each target group a priority of its own",
      ),
    ],
    paths: [
      each(matching(PATH_PATTERN, "/ and at most 127 characters, with * and ?", "write it like /api/*")),
      unique(),
      conditionValues(paths, hosts, state.headerValues),
    ],
    hosts: [
      each(matching(HOST, "a lower-case host name of at most 128 characters, with * and ?", "omit scheme and port")),
      unique(),
      ...(paths.length === 0 ? [conditionValues(paths, hosts, state.headerValues)] : []),
    ],
    deregistrationDelaySeconds: integer(0, 3_600, "choose the duration of the longest request"),
    "health.path": matching(/^\/[^\s]{0,1023}$/, "a path that begins with /", "write it like /health"),
    "health.matcher": [
      matching(MATCHER, "status codes from 200 to 499 such as 200, 200,204 or 200-299", "list successful codes"),
      ascendingRange(),
    ],
    "health.intervalSeconds": integer(5, 300, "check every 5 to 300 seconds"),
    "health.timeoutSeconds": [integer(2, 120, "wait 2 to 120 seconds"), belowInterval(interval, fix)],
    "health.healthyThreshold": integer(2, 10, "choose 2 to 10 checks"),
    "health.unhealthyThreshold": integer(2, 10, "choose 2 to 10 checks"),
    health: defaultTimeoutFits(interval, fix),
  } satisfies RuleTable<TargetGroupSettings>;
}

function ascendingRange(): Rule<string> {
  return satisfying(
    (matcher) => {
      const [first, last] = matcher.split("-");
      return last === undefined || Number(first) <= Number(last);
    },
    "a range that ascends",
    "write the lower code first",
  );
}

function belowInterval(interval: number, fix: string): Rule<number> {
  const most = isKnown(interval) ? interval - 1 : 120;
  return numberBetween(2, Math.max(2, most), fix);
}

/** A short interval conflicts with the default timeout as well. */
function defaultTimeoutFits(interval: number, fix: string): Rule<TargetHealthCheck> {
  const { timeoutSeconds } = TARGET_HEALTH_CHECK_DEFAULTS;
  return (health) =>
    health.timeoutSeconds === undefined && isKnown(interval) && interval <= timeoutSeconds
      ? [{ below: ".intervalSeconds", value: interval, allowed: `more than the timeout of ${timeoutSeconds}`, fix }]
      : [];
}

function conditionValues(paths: readonly string[], hosts: readonly string[], ofHeader: number): Rule<unknown> {
  const count = paths.length + hosts.length + ofHeader;
  return satisfying(
    () => count <= MAX_CONDITION_VALUES,
    `at most ${MAX_CONDITION_VALUES} values of paths, hosts and the secret header together`,
    "use wildcards, or add a second target group with its own priority",
    () => `${count} values`,
  );
}
