import { synthesizeStack } from "../../../testing";
import { StateMachine } from "../../../modules/workflow";

type States = Readonly<Record<string, object>>;

const logKey = {
  keyArn: "arn:aws:kms:us-east-1:111122223333:key/logs",
  region: "us-east-1",
  grantUse: () => {},
} as const;

const task = {
  Type: "Task",
  Resource: "arn:aws:states:::lambda:invoke",
  TimeoutSeconds: 60,
  Retry: [{ ErrorEquals: ["Lambda.TooManyRequestsException"], IntervalSeconds: 1, MaxAttempts: 3, BackoffRate: 2 }],
  Catch: [{ ErrorEquals: ["States.ALL"], Next: "Failed" }],
  Next: "Done",
};
const ends = { Done: { Type: "Succeed" }, Failed: { Type: "Fail" } };
const charge = (change: object): States => ({ Charge: { ...task, ...change }, ...ends });
const first = (state: object): States => ({ First: { Next: "Done", ...state }, Done: { Type: "Succeed" } });
const inner = (name = "Inner") => ({ StartAt: name, States: { [name]: { Type: "Succeed" } } });
const each = (ProcessorConfig: object, state: object = { Type: "Succeed" }): States =>
  first({ Type: "Map", ItemProcessor: { ProcessorConfig, StartAt: "Inner", States: { Inner: state } } });
const waitingTask = {
  ...task,
  Resource: "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
  Retry: [{ ErrorEquals: ["States.ALL"] }],
  Catch: undefined,
  Next: undefined,
  End: true,
};

function synthesized(States: States, type?: "STANDARD" | "EXPRESS", more: object = {}): () => unknown {
  const definition = JSON.stringify({ StartAt: Object.keys(States)[0], States, ...more });
  return () =>
    synthesizeStack((stack) => new StateMachine(stack, "workflow", { name: "payment", definition, type, logKey }));
}

describe("a definition that Step Functions refuses", () => {
  test.each<[string, States, string]>([
    ["a task without Resource", charge({ Resource: undefined }), "definition.Charge.Resource: got nothing"],
    ["a negative timeout", charge({ TimeoutSeconds: -1 }), "definition.Charge.TimeoutSeconds: got -1"],
    ["a timeout in text", charge({ TimeoutSeconds: "60" }), 'definition.Charge.TimeoutSeconds: got "60"'],
    ["a fraction of a second", charge({ TimeoutSeconds: 1.5 }), "definition.Charge.TimeoutSeconds: got 1.5"],
    [
      "a timeout and its path",
      charge({ TimeoutSecondsPath: "$.limit" }),
      'definition.Charge: got ["TimeoutSeconds","TimeoutSecondsPath"]; allowed: one of TimeoutSeconds, TimeoutSecondsPath',
    ],
    [
      "a heartbeat and its path",
      charge({ HeartbeatSeconds: 5, HeartbeatSecondsPath: "$.beat" }),
      'definition.Charge: got ["HeartbeatSeconds","HeartbeatSecondsPath"]',
    ],
    ["a heartbeat of 0", charge({ HeartbeatSeconds: 0 }), "definition.Charge.HeartbeatSeconds: got 0"],
    ["a heartbeat above the timeout", charge({ HeartbeatSeconds: 61 }), "definition.Charge.HeartbeatSeconds: got 61"],
    ["a rule without errors", charge({ Retry: [{ ErrorEquals: [] }] }), "definition.Charge.Retry: got []"],
    [
      "a Catch that leads nowhere",
      charge({ Catch: [{ ErrorEquals: ["States.Timeout"] }, ...task.Catch] }),
      "definition.Charge.Catch: got nothing; allowed: Next in every rule of Catch",
    ],
    [
      "a Catch of States.ALL before another",
      charge({ Catch: [...task.Catch, { ErrorEquals: ["States.Timeout"], Next: "Failed" }] }),
      'definition.Charge.Catch: got ["States.ALL"]; allowed: States.ALL alone, in the last rule',
    ],
    [
      "a Retry interval of 0",
      charge({ Retry: [{ ErrorEquals: ["A"], IntervalSeconds: 0 }] }),
      "definition.Charge.Retry.IntervalSeconds: got 0",
    ],
    [
      "a negative number of attempts",
      charge({ Retry: [{ ErrorEquals: ["A"], MaxAttempts: -1 }] }),
      "definition.Charge.Retry.MaxAttempts: got -1",
    ],
    [
      "delays that shrink",
      charge({ Retry: [{ ErrorEquals: ["A"], BackoffRate: 0.5 }] }),
      "definition.Charge.Retry.BackoffRate: got 0.5; allowed: a number of at least 1",
    ],
    ["a wait without a time", first({ Type: "Wait" }), "definition.First: got nothing; allowed: one of Seconds"],
    ["a wait of -1", first({ Type: "Wait", Seconds: -1 }), "definition.First.Seconds: got -1"],
    [
      "a wait with two times",
      first({ Type: "Wait", Seconds: 1, SecondsPath: "$.s" }),
      'definition.First: got ["Seconds","SecondsPath"]',
    ],
    [
      "a choice without rules",
      first({ Type: "Choice", Default: "Done", Next: undefined }),
      "definition.First.Choices: got nothing; allowed: at least one rule",
    ],
    [
      "a choice without default",
      first({ Type: "Choice", Choices: [{ Next: "Done" }], Next: undefined }),
      "definition.First.Default: got nothing; allowed: a Default",
    ],
    [
      "a choice that leads nowhere",
      first({ Type: "Choice", Choices: [{}], Default: "Done", Next: undefined }),
      "definition.First.Choices: got nothing; allowed: Next in every rule",
    ],
    [
      "one name in two branches",
      first({ Type: "Parallel", Branches: [inner(), inner("Other"), inner()] }),
      'definition: got "Inner"; allowed: a name that no other state',
    ],
    [
      "a fault in a Parallel of a Parallel",
      first({
        Type: "Parallel",
        Branches: [{ StartAt: "Two", States: { Two: { Type: "Parallel", Branches: [inner(), {}], End: true } } }],
      }),
      "definition.First.Two.StartAt: got nothing",
    ],
    [
      "a distributed map without the type of its executions",
      each({ Mode: "DISTRIBUTED" }),
      "definition.First.ProcessorConfig.ExecutionType: got nothing; allowed: STANDARD, EXPRESS",
    ],
    [
      "a callback in EXPRESS child executions",
      each({ Mode: "DISTRIBUTED", ExecutionType: "EXPRESS" }, waitingTask),
      "definition.First.Inner.Resource: got",
    ],
  ])("is refused: %s", (_title, states, message) => {
    expect(synthesized(states)).toThrow(`test/workflow: ${message}`);
  });

  test.each<[string, States, string]>([
    [
      "an activity",
      charge({ Resource: "arn:aws:states:us-east-1:111122223333:activity:pack" }),
      "definition.Charge.Resource",
    ],
    ["a callback in a map", each({ Mode: "INLINE" }, waitingTask), "definition.First.Inner.Resource"],
    [
      "a callback in a branch",
      first({ Type: "Parallel", Branches: [{ StartAt: "Inner", States: { Inner: waitingTask } }] }),
      "definition.First.Inner.Resource",
    ],
    [
      "a distributed map",
      each({ Mode: "DISTRIBUTED", ExecutionType: "STANDARD" }),
      "definition.First.ProcessorConfig.Mode",
    ],
  ])("is refused in EXPRESS only: %s", (_title, states, place) => {
    expect(synthesized(states, "EXPRESS")).toThrow(`test/workflow: ${place}: got`);
    expect(synthesized(states, "STANDARD")).not.toThrow();
  });

  test("is refused with a limit of the whole execution of 0", () => {
    expect(synthesized(ends, "STANDARD", { TimeoutSeconds: 0 })).toThrow("definition.TimeoutSeconds: got 0");
    const limited = synthesized({ Done: ends.Done }, "STANDARD", { TimeoutSeconds: 3600 });
    expect(limited).not.toThrow();
  });
});

test("references and expressions in place of numbers are accepted", () => {
  const retry = { ErrorEquals: ["A"], BackoffRate: "${aws_ssm_parameter.rate.value}", MaxDelaySeconds: 60 };
  expect(synthesized(charge({ TimeoutSeconds: "${aws_ssm_parameter.limit.value}", Retry: [retry] }))).not.toThrow();
  expect(synthesized(charge({ TimeoutSeconds: "{% $limit %}" }))).not.toThrow();
  expect(synthesized(first({ Type: "Wait", TimestampPath: "$.due" }))).not.toThrow();
  expect(synthesized(each({ Mode: "DISTRIBUTED", ExecutionType: "EXPRESS" }))).not.toThrow();
});
