import { Tokenization } from "cdktf";

import type { DefinitionFinding, Flow, State, StateMachineType } from "./states";
import { errorRuleFindings } from "./error-rules";
import { MAX_SECONDS, outsideRange } from "./seconds";
import { taskFindings } from "./tasks";
import { choiceFindings, waitFindings } from "./waits-and-choices";

const TYPES = ["Task", "Pass", "Choice", "Wait", "Succeed", "Fail", "Parallel", "Map"];
/** Types of states without `Next` and `End`. */
const SELF_CONTAINED_TYPES = ["Succeed", "Fail", "Choice"];

/**
 * Finds faults that Step Functions reports only at apply, and two that it never reports: tasks that can hang, and
 * failures that nothing handles. A definition that is unknown until apply is not judged.
 */
export function definitionFindings(definition: string, type: StateMachineType): DefinitionFinding[] {
  return isOneToken(definition) ? [] : findingsOf(definition, type);
}

function isOneToken(definition: string): boolean {
  const fragments = Tokenization.reverseString(definition);
  return fragments.length === 1 && fragments.tokens.length === 1;
}

function findingsOf(definition: string, type: StateMachineType): DefinitionFinding[] {
  try {
    const flow = JSON.parse(definition) as Flow;
    const { TimeoutSeconds: limit } = flow;
    const fix = "limit the execution to at least a second";
    return [
      ...flowFindings("definition", flow, type),
      ...outsideRange("definition.TimeoutSeconds", limit, [1, MAX_SECONDS], fix),
      ...repeatedNames(flow),
    ];
  } catch (error) {
    const fix = "write the definition in Amazon States Language";
    return [{ place: "definition", value: (error as Error).message, allowed: "JSON", fix }];
  }
}

function flowFindings(
  place: string,
  { StartAt: first, States: states = {} }: Flow,
  type: StateMachineType,
): DefinitionFinding[] {
  const startExists = first !== undefined && first in states;
  const start = startExists
    ? []
    : [{ place: `${place}.StartAt`, value: first, allowed: namesOf(states), fix: "name the first state" }];
  return [
    ...start,
    ...(startExists ? unreachable(place, states, first) : []),
    ...Object.entries(states).flatMap(([name, state]) => stateFindings(`${place}.${name}`, state, states, type)),
  ];
}

/** Names are unique in the whole state machine, also inside Parallel and Map. */
function repeatedNames(flow: Flow): DefinitionFinding[] {
  const names = namesIn(flow);
  const repeated = new Set(names.filter((name, position) => names.indexOf(name) !== position));
  const allowed = "a name that no other state of the state machine has";
  return [...repeated].map((name) => ({ place: "definition", value: name, allowed, fix: "rename one of the states" }));
}

function namesIn({ States: states = {} }: Flow): string[] {
  return Object.entries(states).flatMap(([name, state]) => [
    name,
    ...innerFlows(state.Type ?? "", state).flatMap((flow) => namesIn(flow)),
  ]);
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

function stateFindings(
  place: string,
  state: State,
  states: Readonly<Record<string, State>>,
  machineType: StateMachineType,
): DefinitionFinding[] {
  const missing = nextOf(state).filter((next) => !(next in states));
  const { Type: type = "nothing" } = state;
  return [
    ...(TYPES.includes(type) ? [] : [{ place, value: type, allowed: TYPES.join(", "), fix: "correct its Type" }]),
    ...missing.map((next) => ({ place, value: next, allowed: namesOf(states), fix: "name an existing state" })),
    ...endFindings(place, type, state),
    ...errorRuleFindings(place, state),
    ...(type === "Task" ? taskFindings(place, state, machineType) : []),
    ...(type === "Wait" ? waitFindings(place, state) : []),
    ...(type === "Choice" ? choiceFindings(place, state) : []),
    ...innerFlows(type, state).flatMap((flow) => [
      ...distributedFindings(place, flow, machineType),
      ...flowFindings(place, flow, flow.ProcessorConfig?.ExecutionType ?? machineType),
    ]),
  ];
}

function distributedFindings(
  place: string,
  { ProcessorConfig: config = {} }: Flow,
  type: StateMachineType,
): DefinitionFinding[] {
  if (config.Mode !== "DISTRIBUTED") return [];
  const finding = (field: string, value: unknown, allowed: string, fix: string) => [
    { place: `${place}.ProcessorConfig.${field}`, value, allowed, fix },
  ];
  if (type === "EXPRESS") {
    return finding(
      "Mode",
      config.Mode,
      "INLINE in an EXPRESS state machine",
      'set type: "STANDARD", or Mode to INLINE',
    );
  }
  const types = ["STANDARD", "EXPRESS"];
  return types.includes(String(config.ExecutionType))
    ? []
    : finding("ExecutionType", config.ExecutionType, types.join(", "), "choose the type of the child executions");
}

/**
 * Returns the branches of a Parallel state or the processor of a Map state; a missing one is a flow without states.
 */
function innerFlows(type: string, { Branches = [], ItemProcessor, Iterator }: State): readonly Flow[] {
  if (type === "Map") return [ItemProcessor ?? Iterator ?? {}];
  return type === "Parallel" && Branches.length === 0 ? [{}] : Branches;
}

function endFindings(place: string, type: string, { Next, End }: State): DefinitionFinding[] {
  if (SELF_CONTAINED_TYPES.includes(type) || (Next === undefined) === (End === true)) return [];
  return [
    { place, value: { Next, End }, allowed: "either Next or End: true", fix: "name the next state, or end the flow" },
  ];
}

function namesOf(states: Readonly<Record<string, State>>): string {
  return `one of the states ${Object.keys(states).join(", ")}`;
}
