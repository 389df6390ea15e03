import { MAX_SECONDS, bothGiven, outsideRange } from "./seconds";
import type { DefinitionFinding, State, StateMachineType } from "./states";

const ALL_ERRORS = "States.ALL";
/** Integrations that wait for a callback or for a job, and activities, which `EXPRESS` does not support. */
const WAITING_RESOURCE = /\.(?:waitForTaskToken|sync(?::\d+)?)$|^arn:[^:]*:states:[^:]*:[^:]*:activity:/;

/** Finds faults of a Task state. */
export function taskFindings(place: string, state: State, type: StateMachineType): DefinitionFinding[] {
  return [...missingLimits(place, state), ...timeFindings(place, state), ...resourceFindings(place, state, type)];
}

/**
 * A task without a timeout can wait for a year; one without retries fails at the first transient error. A task that
 * retries `States.ALL` needs no Catch: when its retries end the execution fails there, and a redrive continues with
 * it.
 */
function missingLimits(place: string, state: State): DefinitionFinding[] {
  const { TimeoutSeconds, TimeoutSecondsPath, Retry = [], Catch = [] } = state;
  const retriesAll = Retry.some(({ ErrorEquals = [] }) => ErrorEquals.includes(ALL_ERRORS));
  const demands = [
    {
      field: "TimeoutSeconds",
      met: (TimeoutSeconds ?? TimeoutSecondsPath) !== undefined,
      allowed: "TimeoutSeconds in every task",
      fix: "limit the task",
    },
    {
      field: "Retry",
      met: Retry.length > 0,
      allowed: "Retry in every task",
      fix: "name the transient errors and the number of attempts",
    },
    {
      field: "Catch",
      met: Catch.length > 0 || retriesAll,
      allowed: `Catch in every task that does not retry ${ALL_ERRORS}`,
      fix: "handle the final failure of the task, or retry every error",
    },
  ];
  return demands
    .filter(({ met }) => !met)
    .map(({ field, allowed, fix }) => ({ place: `${place}.${field}`, value: undefined, allowed, fix }));
}

function timeFindings(place: string, state: State): DefinitionFinding[] {
  const { TimeoutSeconds, TimeoutSecondsPath, HeartbeatSeconds, HeartbeatSecondsPath } = state;
  const timeout = typeof TimeoutSeconds === "number" ? TimeoutSeconds : MAX_SECONDS;
  const shorter = Math.max(1, timeout - 1);
  const fix = "send heartbeats more often than the task times out";
  return [
    ...outsideRange(`${place}.TimeoutSeconds`, TimeoutSeconds, [1, MAX_SECONDS], "limit the task to at least a second"),
    ...outsideRange(`${place}.HeartbeatSeconds`, HeartbeatSeconds, [1, shorter], fix),
    ...bothGiven(place, { TimeoutSeconds, TimeoutSecondsPath }),
    ...bothGiven(place, { HeartbeatSeconds, HeartbeatSecondsPath }),
  ];
}

function resourceFindings(place: string, { Resource }: State, type: StateMachineType): DefinitionFinding[] {
  const finding = (allowed: string, fix: string) => [{ place: `${place}.Resource`, value: Resource, allowed, fix }];
  if (Resource === undefined) return finding("the ARN of an integration, a function or an activity", "name it");
  if (type === "STANDARD" || !WAITING_RESOURCE.test(Resource)) return [];
  return finding(
    "a request-response integration in an EXPRESS state machine",
    'set type: "STANDARD", or do not wait for the callback, the job or the activity',
  );
}
