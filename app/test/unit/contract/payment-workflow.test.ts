import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import { paymentWorkflow } from "../../../contract";

interface Retrier {
  readonly ErrorEquals: readonly string[];
  readonly MaxAttempts: number;
  readonly MaxDelaySeconds?: number;
}

interface State {
  readonly Type: string;
  readonly TimeoutSeconds: number;
  readonly Retry: readonly Retrier[];
  readonly Catch?: readonly { readonly ErrorEquals: readonly string[] }[];
}

interface Definition {
  readonly TimeoutSeconds: number;
  readonly States: Readonly<Record<string, State>>;
}

const definition = JSON.parse(
  paymentWorkflow("arn:aws:lambda:eu-central-1:123456789012:function:payment:live"),
) as Definition;
const states = Object.entries(definition.States);
const tasks = states.filter(([, { Type }]) => Type === "Task");
const isThrottle = ({ ErrorEquals }: Retrier) => ErrorEquals.includes("Lambda.TooManyRequestsException");

/**
 * The longest that a task takes until it gives up. A throttled attempt is refused at once, any other one may use up the
 * task's limit.
 */
function longestSeconds({ Retry, TimeoutSeconds }: State): number {
  const pauses = Retry.map(({ MaxAttempts, MaxDelaySeconds = 0 }) => MaxAttempts * MaxDelaySeconds);
  const attempts = Retry.filter((retrier) => !isThrottle(retrier)).map(
    ({ MaxAttempts }) => MaxAttempts * TimeoutSeconds,
  );
  return [...pauses, ...attempts, TimeoutSeconds].reduce((sum, seconds) => sum + seconds, 0);
}

describe("the payment workflow's definition", () => {
  it("is Amazon States Language", () => {
    // The package has no types.
    const validate = createRequire(import.meta.url)("asl-validator") as (definition: unknown) => { isValid: boolean };
    expect(validate(definition)).toMatchObject({ isValid: true });
    expect(validate({ ...definition, StartAt: "Pay" })).toMatchObject({ isValid: false });
  });

  it("lists the retrier for throttling first in every task, because the first matching retrier applies", () => {
    expect(tasks).toHaveLength(4);
    for (const [, { Retry }] of tasks) {
      expect(Retry[0]?.ErrorEquals).toEqual(["Lambda.TooManyRequestsException"]);
      expect(Retry.slice(1).some(isThrottle)).toBe(false);
    }
  });

  it("fails in the task, where a redrive continues, and not in a Fail state", () => {
    expect(states.filter(([, { Type }]) => Type === "Fail")).toEqual([]);
    const catchers = tasks.map(([name, { Catch = [] }]) => [name, Catch.flatMap(({ ErrorEquals }) => ErrorEquals)]);
    expect(catchers).toEqual([
      ["Reserve", ["States.ALL"]],
      ["Charge", ["States.ALL"]],
      ["Confirm", ["Refusal"]],
      ["Release", []],
    ]);
  });

  it("has time for the longest wait of each task in a row", () => {
    const longest = (name: string) => longestSeconds(definition.States[name]!);
    const last = Math.max(longest("Confirm"), longest("Release"));
    expect(longest("Reserve") + longest("Charge") + last).toBeLessThan(definition.TimeoutSeconds);
  });
});
