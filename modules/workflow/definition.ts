import { Tokenization } from "cdktf";
import type { Validation } from "../core";

/** What is read of a state; everything else in it is Step Functions' to judge. */
interface State {
  readonly Type?: string;
  readonly Next?: string;
  readonly End?: boolean;
  readonly Default?: string;
  readonly Choices?: readonly { readonly Next?: string }[];
  readonly Catch?: readonly { readonly Next?: string }[];
  readonly Retry?: readonly { readonly ErrorEquals?: readonly string[] }[];
  readonly TimeoutSeconds?: number;
  readonly TimeoutSecondsPath?: string;
  readonly Branches?: readonly Flow[];
  readonly ItemProcessor?: Flow;
}

/** A state machine, or the part of one that a Parallel or Map state does. */
interface Flow {
  readonly StartAt?: string;
  readonly States?: Readonly<Record<string, State>>;
}

interface Finding {
  /** Names of the states that lead to the place, joined by dots. */
  readonly place: string;
  readonly value: unknown;
  readonly allowed: string;
  readonly fix: string;
}

const TYPES = ["Task", "Pass", "Choice", "Wait", "Succeed", "Fail", "Parallel", "Map"];
/** States without `Next` and `End`: they end the flow, or choose for themselves. */
const SELF_CONTAINED_TYPES = ["Succeed", "Fail", "Choice"];

/**
 * Checks what Step Functions would only tell at apply, and what it never tells: that a task can hang, or that its failure is nobody's.
 * A definition that only Terraform will know is not judged.
 */
export function checkDefinition(validation: Validation, definition: string): void {
  if (isOneToken(definition)) return;
  findingsOf(definition).forEach(({ place, value, allowed, fix }) =>
    validation.check(false, place, value, allowed, fix),
  );
}

function isOneToken(definition: string): boolean {
  const fragments = Tokenization.reverseString(definition);
  return fragments.length === 1 && fragments.tokens.length === 1;
}

function findingsOf(definition: string): Finding[] {
  try {
    return flowFindings("definition", JSON.parse(definition) as Flow);
  } catch (error) {
    const fix = "write the definition in Amazon States Language";
    return [{ place: "definition", value: (error as Error).message, allowed: "JSON", fix }];
  }
}

function flowFindings(place: string, { StartAt: first, States: states = {} }: Flow): Finding[] {
  const startExists = first !== undefined && first in states;
  const start = startExists
    ? []
    : [{ place: `${place}.StartAt`, value: first, allowed: namesOf(states), fix: "name the first state" }];
  return [
    ...start,
    ...(startExists ? unreachable(place, states, first) : []),
    ...Object.entries(states).flatMap(([name, state]) => stateFindings(`${place}.${name}`, state, states)),
  ];
}

function unreachable(place: string, states: Readonly<Record<string, State>>, first: string): Finding[] {
  const reached = new Set([first]);
  for (const name of reached) nextOf(states[name]).forEach((next) => reached.add(next));
  const fix = "lead to the state, or remove it";
  return Object.keys(states)
    .filter((name) => !reached.has(name))
    .map((name) => ({ place: `${place}.${name}`, value: name, allowed: "a state that another one leads to", fix }));
}

/** Where a state may lead. Nothing when it does not exist, which is found elsewhere. */
function nextOf({ Next, Default, Choices = [], Catch = [] }: State = {}): string[] {
  const targets = [Next, Default, ...[...Choices, ...Catch].map((rule) => rule.Next)];
  return targets.filter((target) => target !== undefined);
}

function stateFindings(place: string, state: State, states: Readonly<Record<string, State>>): Finding[] {
  const missing = nextOf(state).filter((next) => !(next in states));
  const { Type: type = "nothing", Branches: branches = [], ItemProcessor: processor } = state;
  const inner = processor ? [...branches, processor] : branches;
  return [
    ...(TYPES.includes(type) ? [] : [{ place, value: type, allowed: TYPES.join(", "), fix: "correct its Type" }]),
    ...missing.map((next) => ({ place, value: next, allowed: namesOf(states), fix: "lead to a state that exists" })),
    ...endFindings(place, type, state),
    ...(type === "Task" ? taskFindings(place, state) : []),
    ...inner.flatMap((flow) => flowFindings(place, flow)),
  ];
}

function endFindings(place: string, type: string, { Next, End }: State): Finding[] {
  if (SELF_CONTAINED_TYPES.includes(type) || (Next === undefined) === (End === true)) return [];
  return [{ place, value: { Next, End }, allowed: "either Next or End: true", fix: "say what comes after the state" }];
}

/**
 * A task without a limit waits for a year; one without retries fails at the first hiccup. One that is tried again after every error needs no
 * Catch: when it gives up the execution fails there, and a redrive goes on with it.
 */
function taskFindings(place: string, state: State): Finding[] {
  const { TimeoutSeconds, TimeoutSecondsPath, Retry = [], Catch = [] } = state;
  const retriesAll = Retry.some(({ ErrorEquals = [] }) => ErrorEquals.includes("States.ALL"));
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
      fix: "say which errors pass, and how often the task is tried again",
    },
    {
      field: "Catch",
      met: Catch.length > 0 || retriesAll,
      allowed: "Catch in every task that does not retry States.ALL",
      fix: "say what happens when the task fails for good, or retry every error before the execution fails",
    },
  ];
  return demands
    .filter(({ met }) => !met)
    .map(({ field, allowed, fix }) => ({ place: `${place}.${field}`, value: undefined, allowed, fix }));
}

function namesOf(states: Readonly<Record<string, State>>): string {
  return `one of the states ${Object.keys(states).join(", ")}`;
}
