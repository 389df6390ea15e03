import { Tokenization } from "cdktf";

/** Fields of a state that the checks read; Step Functions judges the others. */
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

/** A state machine, or a branch of a Parallel or Map state. */
interface Flow {
  readonly StartAt?: string;
  readonly States?: Readonly<Record<string, State>>;
}

export interface DefinitionFinding {
  /** Path of state names, joined by dots. */
  readonly place: string;
  readonly value: unknown;
  readonly allowed: string;
  readonly fix: string;
}

const TYPES = ["Task", "Pass", "Choice", "Wait", "Succeed", "Fail", "Parallel", "Map"];
/** Types of states without `Next` and `End`. */
const SELF_CONTAINED_TYPES = ["Succeed", "Fail", "Choice"];

/**
 * Finds faults that Step Functions reports only at apply, and two that it never reports: tasks that can hang, and
 * failures that nothing handles. A definition that is unknown until apply is not judged.
 */
export function definitionFindings(definition: string): DefinitionFinding[] {
  return isOneToken(definition) ? [] : findingsOf(definition);
}

function isOneToken(definition: string): boolean {
  const fragments = Tokenization.reverseString(definition);
  return fragments.length === 1 && fragments.tokens.length === 1;
}

function findingsOf(definition: string): DefinitionFinding[] {
  try {
    return flowFindings("definition", JSON.parse(definition) as Flow);
  } catch (error) {
    const fix = "write the definition in Amazon States Language";
    return [{ place: "definition", value: (error as Error).message, allowed: "JSON", fix }];
  }
}

function flowFindings(place: string, { StartAt: first, States: states = {} }: Flow): DefinitionFinding[] {
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

function unreachable(place: string, states: Readonly<Record<string, State>>, first: string): DefinitionFinding[] {
  const reached = new Set([first]);
  for (const name of reached) nextOf(states[name]).forEach((next) => reached.add(next));
  const fix = "point a transition at the state, or remove it";
  return Object.keys(states)
    .filter((name) => !reached.has(name))
    .map((name) => ({ place: `${place}.${name}`, value: name, allowed: "a state that a transition reaches", fix }));
}

/** Returns the targets of a state's transitions; none for a missing state, which another check reports. */
function nextOf({ Next, Default, Choices = [], Catch = [] }: State = {}): string[] {
  const targets = [Next, Default, ...[...Choices, ...Catch].map((rule) => rule.Next)];
  return targets.filter((target) => target !== undefined);
}

function stateFindings(place: string, state: State, states: Readonly<Record<string, State>>): DefinitionFinding[] {
  const missing = nextOf(state).filter((next) => !(next in states));
  const { Type: type = "nothing", Branches: branches = [], ItemProcessor: processor } = state;
  const inner = processor ? [...branches, processor] : branches;
  return [
    ...(TYPES.includes(type) ? [] : [{ place, value: type, allowed: TYPES.join(", "), fix: "correct its Type" }]),
    ...missing.map((next) => ({ place, value: next, allowed: namesOf(states), fix: "name an existing state" })),
    ...endFindings(place, type, state),
    ...(type === "Task" ? taskFindings(place, state) : []),
    ...inner.flatMap((flow) => flowFindings(place, flow)),
  ];
}

function endFindings(place: string, type: string, { Next, End }: State): DefinitionFinding[] {
  if (SELF_CONTAINED_TYPES.includes(type) || (Next === undefined) === (End === true)) return [];
  return [
    { place, value: { Next, End }, allowed: "either Next or End: true", fix: "name the next state, or end the flow" },
  ];
}

/**
 * A task without a timeout can wait for a year; one without retries fails at the first transient error. A task that
 * retries `States.ALL` needs no Catch: when its retries end the execution fails there, and a redrive continues with it.
 */
function taskFindings(place: string, state: State): DefinitionFinding[] {
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
      fix: "name the transient errors and the number of attempts",
    },
    {
      field: "Catch",
      met: Catch.length > 0 || retriesAll,
      allowed: "Catch in every task that does not retry States.ALL",
      fix: "handle the final failure of the task, or retry every error",
    },
  ];
  return demands
    .filter(({ met }) => !met)
    .map(({ field, allowed, fix }) => ({ place: `${place}.${field}`, value: undefined, allowed, fix }));
}

function namesOf(states: Readonly<Record<string, State>>): string {
  return `one of the states ${Object.keys(states).join(", ")}`;
}
