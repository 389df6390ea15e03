import type { DefinitionFinding, ErrorRule, State, StateMachineType } from "./states";

const ALL_ERRORS = "States.ALL";
/** Suffixes of service integrations that wait for a callback or for a job, which `EXPRESS` does not support. */
const WAITING_INTEGRATION = /\.(?:waitForTaskToken|sync(?::\d+)?)$/;
/** Maximum of `TimeoutSeconds` and `HeartbeatSeconds` (Amazon States Language). */
const MAX_SECONDS = 99_999_999;

/** Finds faults of a Task state. */
export function taskFindings(place: string, state: State, type: StateMachineType): DefinitionFinding[] {
  return [...missingLimits(place, state), ...timeFindings(place, state), ...waitingFindings(place, state, type)];
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

function timeFindings(place: string, { TimeoutSeconds, HeartbeatSeconds }: State): DefinitionFinding[] {
  const timeout = TimeoutSeconds ?? MAX_SECONDS;
  return [
    ...outsideRange(`${place}.TimeoutSeconds`, TimeoutSeconds, MAX_SECONDS, "limit the task to at least a second"),
    ...outsideRange(
      `${place}.HeartbeatSeconds`,
      HeartbeatSeconds,
      Math.max(1, timeout - 1),
      "send heartbeats more often than the task times out",
    ),
  ];
}

function outsideRange(place: string, value: number | undefined, max: number, fix: string): DefinitionFinding[] {
  // A reference is a string until Terraform writes the number.
  if (typeof value !== "number" || (Number.isInteger(value) && value >= 1 && value <= max)) return [];
  return [{ place, value, allowed: `a whole number from 1 to ${max}`, fix }];
}

function waitingFindings(place: string, { Resource = "" }: State, type: StateMachineType): DefinitionFinding[] {
  if (type === "STANDARD" || !WAITING_INTEGRATION.test(Resource)) return [];
  return [
    {
      place: `${place}.Resource`,
      value: Resource,
      allowed: "a request-response integration in an EXPRESS state machine",
      fix: 'set type: "STANDARD", or do not wait for the callback or the job',
    },
  ];
}

/**
 * Finds rules for every error that are not alone in their list or not the last rule, which Step Functions refuses.
 */
export function errorRuleFindings(place: string, { Retry = [], Catch = [] }: State): DefinitionFinding[] {
  const misplaced = (field: string, rules: readonly ErrorRule[]): DefinitionFinding[] =>
    rules
      .filter(({ ErrorEquals = [] }, position) => {
        const isLast = position === rules.length - 1;
        return ErrorEquals.includes(ALL_ERRORS) && !(isLast && ErrorEquals.length === 1);
      })
      .map(({ ErrorEquals }) => ({
        place: `${place}.${field}`,
        value: ErrorEquals,
        allowed: `${ALL_ERRORS} alone, in the last rule`,
        fix: "give it a rule of its own after the others",
      }));
  return [...misplaced("Retry", Retry), ...misplaced("Catch", Catch)];
}
