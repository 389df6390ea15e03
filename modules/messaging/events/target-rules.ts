import {
  arn,
  each,
  integer,
  isKnown,
  matching,
  oneOf,
  referenceIn,
  satisfying,
  standardQueue,
  topicArn,
  type QueueReference,
  type Rule,
  type RuleTable,
  type Violation,
} from "../../core";
import type { QueueTargetSettings, TargetInput, TargetSettings, TargetTopic } from "./target-settings";

const JSON_PATH = /^\$(?:\.[\w-]+(?:\[\d+\])?|\[['"][^'"]+['"]\])*$/;
const MAX_PATHS = 100;
const MAX_INPUT_CHARACTERS = 8_192;

/** Limits of `PutTargets`. */
export function targetRules(region: string): RuleTable<TargetSettings> {
  return {
    input: targetInput(),
    deadLetterQueue: (queue) => (queue === "none" ? [] : standardQueue(region)(queue)),
    maximumRetryAttempts: integer(0, 185, "choose the number of retries"),
    maximumEventAgeSeconds: integer(60, 86_400, "choose one minute to one day"),
  };
}

/** Events reach a FIFO queue in a message group, and other queues without one. */
export function messageGroupProblems({ isFifo }: QueueReference, { messageGroupId }: QueueTargetSettings): Violation[] {
  const accepted = isFifo ? /^[\x21-\x7e]{1,128}$/.test(messageGroupId ?? "") : messageGroupId === undefined;
  const allowed = isFifo ? "1 to 128 printable characters without spaces" : "no group for a standard queue";
  const fix = isFifo ? "name the group of all events of the rule" : "remove it, or pass a FIFO queue";
  return accepted ? [] : [{ below: ".messageGroupId", value: messageGroupId, allowed, fix }];
}

/** EventBridge publishes to standard topics only. */
export function topicProblems(region: string, topic: TargetTopic): readonly Violation[] {
  const fix = "pass a standard topic, or a FIFO queue with a message group";
  const fifo = { below: ".isFifo", value: true, allowed: "a standard topic", fix };
  return [...referenceIn(region, "topicArn", topicArn)(topic), ...(topic.isFifo ? [fifo] : [])];
}

/** Accepts ARNs of state machines that are known and of the region. */
export function stateMachineArn(region: string): Rule<string> {
  const parts = { of: "a state machine", service: "states", resource: /stateMachine:[\w-]{1,80}/, region };
  const isStateMachine = arn(parts, "pass a state machine of that region");
  return (value) => (isKnown(value) ? isStateMachine(value) : []);
}

function targetInput(): Rule<TargetInput> {
  return (input) => {
    if ("path" in input) return below(".path", jsonPath(input.path));
    if ("constant" in input) return below(".constant", shortText(JSON.stringify(input.constant)));
    const { template, paths } = input;
    const unknown = [...template.matchAll(/<([\w-]+)>/g)].map(([, name]) => name!).filter((name) => !(name in paths));
    return [
      ...below(".template", shortText(template)),
      ...below(".template", each(unknownName(Object.keys(paths)))(unknown)),
      ...below(".paths", each(PATH_NAMES)(Object.keys(paths))),
      ...below(".paths", each(jsonPath)(Object.values(paths))),
      ...below(".paths", FEW_PATHS(Object.keys(paths))),
    ];
  };
}

const jsonPath = matching(
  JSON_PATH,
  "a JSON path such as $.detail.order",
  "begin with $ and name one field after another",
);

const shortText = satisfying<string>(
  ({ length }) => length > 0 && length <= MAX_INPUT_CHARACTERS,
  `1 to ${MAX_INPUT_CHARACTERS} characters`,
  "send less, or the path of a part",
  ({ length }) => `${length} characters`,
);

const PATH_NAMES = matching(
  /^(?!aws)[\w-]{1,256}$/i,
  "letters, digits, _ and -, not beginning with AWS",
  "give the value another name",
);

const FEW_PATHS = satisfying<readonly string[]>(
  ({ length }) => length <= MAX_PATHS,
  `at most ${MAX_PATHS} values`,
  "take a part of the event as one value",
  ({ length }) => length,
);

function unknownName(names: readonly string[]): Rule<string> {
  return oneOf(names, "add the value to paths, or correct its name");
}

function below(path: string, violations: readonly Violation[]): Violation[] {
  return violations.map((violation) => ({ ...violation, below: `${path}${violation.below ?? ""}` }));
}
