import { MAX_SECONDS, outsideRange } from "./seconds";
import type { DefinitionFinding, ErrorRule, State } from "./states";

const ALL_ERRORS = "States.ALL";

/** Finds elements of Retry and Catch that Step Functions refuses. */
export function errorRuleFindings(place: string, { Retry = [], Catch = [] }: State): DefinitionFinding[] {
  return [
    ...misplaced(`${place}.Retry`, Retry),
    ...misplaced(`${place}.Catch`, Catch),
    ...Retry.flatMap((rule) => retryFindings(`${place}.Retry`, rule)),
    ...Catch.filter(({ Next }) => Next === undefined).map(() => ({
      place: `${place}.Catch`,
      value: undefined,
      allowed: "Next in every rule of Catch",
      fix: "name the state that handles the error",
    })),
  ];
}

/** Rules without errors, and rules for every error that are not alone in their list or not the last rule. */
function misplaced(place: string, rules: readonly ErrorRule[]): DefinitionFinding[] {
  return rules.flatMap(({ ErrorEquals: errors = [] }, position) => {
    const isLast = position === rules.length - 1;
    if (errors.length === 0) {
      return [{ place, value: errors, allowed: "ErrorEquals with at least one error", fix: "name the errors" }];
    }
    if (!errors.includes(ALL_ERRORS) || (isLast && errors.length === 1)) return [];
    const fix = "give it a rule of its own after the others";
    return [{ place, value: errors, allowed: `${ALL_ERRORS} alone, in the last rule`, fix }];
  });
}

function retryFindings(place: string, rule: ErrorRule): DefinitionFinding[] {
  const { IntervalSeconds, MaxAttempts, MaxDelaySeconds, BackoffRate } = rule;
  const allowed = "a number of at least 1";
  const grows = BackoffRate === undefined || typeof BackoffRate === "string" || BackoffRate >= 1;
  return [
    ...outsideRange(`${place}.IntervalSeconds`, IntervalSeconds, [1, MAX_SECONDS], "wait for at least a second"),
    ...outsideRange(`${place}.MaxAttempts`, MaxAttempts, [0, MAX_SECONDS], "choose a number of retries"),
    ...outsideRange(`${place}.MaxDelaySeconds`, MaxDelaySeconds, [1, 31_622_400], "wait for at most a year"),
    ...(grows ? [] : [{ place: `${place}.BackoffRate`, value: BackoffRate, allowed, fix: "let delays grow" }]),
  ];
}
