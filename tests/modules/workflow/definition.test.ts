import { TerraformVariable } from "cdktf";
import { synthesizeStack } from "../../../testing";
import { StateMachine } from "../../../modules/workflow";

const logKey = {
  keyArn: "arn:aws:kms:us-east-1:111122223333:key/logs",
  region: "us-east-1",
  grantUse: () => {},
} as const;

const task = {
  Type: "Task",
  Resource: "arn:aws:states:::lambda:invoke",
  TimeoutSeconds: 60,
  Retry: [{ ErrorEquals: ["Lambda.TooManyRequestsException"] }],
  Catch: [{ ErrorEquals: ["States.ALL"], Next: "Failed" }],
  Next: "Done",
};
const ends = { Done: { Type: "Succeed" }, Failed: { Type: "Fail" } };

const written = (definition: string, type?: "STANDARD" | "EXPRESS") => () =>
  synthesizeStack((stack) => new StateMachine(stack, "workflow", { name: "payment", definition, type, logKey }));

const machine = (StartAt: unknown, States: unknown, type?: "STANDARD" | "EXPRESS") =>
  written(JSON.stringify({ StartAt, States }), type);

describe("a definition", () => {
  test("a task with timeout, retries and catch is accepted", () => {
    expect(machine("Charge", { Charge: task, ...ends })).not.toThrow();
  });

  test("Choice, Wait, Parallel and Map are accepted", () => {
    const states = {
      Choose: { Type: "Choice", Choices: [{ Next: "Wait" }, { Next: "Both" }], Default: "Each" },
      Wait: { Type: "Wait", Seconds: 1, Next: "Done" },
      Both: {
        Type: "Parallel",
        Branches: [{ StartAt: "Pass", States: { Pass: { Type: "Pass", End: true } } }],
        Next: "Done",
      },
      Each: { Type: "Map", ItemProcessor: { StartAt: "Inner", States: { Inner: { Type: "Succeed" } } }, End: true },
      Done: { Type: "Succeed" },
    };
    expect(machine("Choose", states)).not.toThrow();
  });

  test("TimeoutSecondsPath is accepted", () => {
    const { TimeoutSeconds: _limit, ...unlimited } = task;
    const states = { Charge: { ...unlimited, TimeoutSecondsPath: "$.limit" }, ...ends };
    expect(machine("Charge", states)).not.toThrow();
  });

  test("a task that retries States.ALL needs no Catch", () => {
    const { Catch: _catch, ...uncaught } = task;
    const retriesAll = [...task.Retry, { ErrorEquals: ["States.ALL"] }];
    const states = { Done: { Type: "Succeed" } };
    expect(machine("Charge", { Charge: { ...uncaught, Retry: retriesAll }, ...states })).not.toThrow();
    expect(machine("Charge", { Charge: { ...task, Retry: retriesAll }, ...ends })).not.toThrow();
    expect(machine("Charge", { Charge: uncaught, ...states })).toThrow(/definition\.Charge\.Catch: got nothing/);
    expect(machine("Charge", { Charge: { ...uncaught, Retry: [{}] }, ...states })).toThrow(/definition\.Charge\.Catch/);
  });

  test("a definition with references is checked around them", () => {
    const withReference = (state: object) => () =>
      synthesizeStack((stack) => {
        const FunctionName = new TerraformVariable(stack, "function", { type: "string" }).stringValue;
        const States = { Charge: { ...state, Parameters: { FunctionName } }, ...ends };
        const definition = JSON.stringify({ StartAt: "Charge", States });
        new StateMachine(stack, "workflow", { name: "payment", definition, logKey });
      });
    expect(withReference(task)().resource("aws_sfn_state_machine")).toMatchObject({
      definition: expect.stringContaining('"FunctionName":"${var.function}"'),
    });
    expect(withReference({ ...task, Retry: [] })).toThrow(/definition\.Charge\.Retry: got nothing/);
  });

  test("a definition that is unknown until plan is not checked", () => {
    expect(() =>
      synthesizeStack((stack) => {
        const definition = new TerraformVariable(stack, "definition", { type: "string" }).stringValue;
        new StateMachine(stack, "workflow", { name: "payment", definition, logKey });
      }),
    ).not.toThrow();
  });

  test.each([
    ["is not JSON", "definition: got", written("payment")],
    ["has no states", "definition.StartAt: got nothing; allowed: one of the states", machine(undefined, undefined)],
    [
      "begins nowhere",
      'definition.StartAt: got "Begin"; allowed: one of the states Done, Failed',
      machine("Begin", ends),
    ],
    [
      "has a state that nothing leads to",
      'definition.Failed: got "Failed"; allowed: a state that a transition reaches',
      machine("Done", ends),
    ],
    [
      "leads to a state that does not exist",
      'definition.Charge: got "Refund"; allowed: one of the states Charge, Done, Failed',
      machine("Charge", { Charge: { ...task, Catch: [...task.Catch, { Next: "Refund" }] }, ...ends }),
    ],
    [
      "has a state of a type that there is not",
      'definition.Sleep: got "Sleep"; allowed: Task, Pass, Choice',
      machine("Sleep", { Sleep: { Type: "Sleep", End: true } }),
    ],
    ["has a state without a type", 'definition.Done: got "nothing"', machine("Done", { Done: { End: true } })],
    [
      "has a state that neither ends nor leads on",
      "definition.Wait: got {}; allowed: either Next or End: true",
      machine("Wait", { Wait: { Type: "Wait", Seconds: 1 } }),
    ],
    [
      "has a state that both ends and leads on",
      'definition.Wait: got {"Next":"Done","End":true}; allowed: either Next or End: true',
      machine("Wait", { Wait: { Type: "Wait", Seconds: 1, Next: "Done", End: true }, Done: { Type: "Succeed" } }),
    ],
    [
      "has a fault inside a branch",
      'definition.Both.Done: got "Done"; allowed: a state that a transition reaches',
      machine("Both", {
        Both: {
          Type: "Parallel",
          Branches: [{ StartAt: "Failed", States: ends }],
          End: true,
        },
      }),
    ],
    [
      "has a fault inside a map",
      'definition.Each.StartAt: got "Begin"; allowed: one of the states Done, Failed',
      machine("Each", { Each: { Type: "Map", ItemProcessor: { StartAt: "Begin", States: ends }, End: true } }),
    ],
    [
      "has a fault inside an old-style iterator",
      'definition.Each.Inner: got "Nowhere"; allowed: one of the states Inner',
      machine("Each", {
        Each: {
          Type: "Map",
          Iterator: { StartAt: "Inner", States: { Inner: { Type: "Pass", Next: "Nowhere" } } },
          End: true,
        },
      }),
    ],
    [
      "has a map without a processor",
      "definition.Each.StartAt: got nothing; allowed: one of the states",
      machine("Each", { Each: { Type: "Map", End: true } }),
    ],
    [
      "has a parallel state without branches",
      "definition.Both.StartAt: got nothing; allowed: one of the states",
      machine("Both", { Both: { Type: "Parallel", End: true } }),
    ],
    [
      "has a task with a timeout of 0",
      "definition.Charge.TimeoutSeconds: got 0; allowed: a whole number from 1 to 99999999",
      machine("Charge", { Charge: { ...task, TimeoutSeconds: 0 }, ...ends }),
    ],
    [
      "has a heartbeat that is not shorter than its timeout",
      "definition.Charge.HeartbeatSeconds: got 60; allowed: a whole number from 1 to 59",
      machine("Charge", { Charge: { ...task, HeartbeatSeconds: 60 }, ...ends }),
    ],
    [
      "retries States.ALL before another error",
      'definition.Charge.Retry: got ["States.ALL"]; allowed: States.ALL alone, in the last rule',
      machine("Charge", { Charge: { ...task, Retry: [{ ErrorEquals: ["States.ALL"] }, ...task.Retry] }, ...ends }),
    ],
    [
      "catches States.ALL together with another error",
      'definition.Charge.Catch: got ["States.Timeout","States.ALL"]; allowed: States.ALL alone',
      machine("Charge", {
        Charge: { ...task, Catch: [{ ErrorEquals: ["States.Timeout", "States.ALL"], Next: "Failed" }] },
        ...ends,
      }),
    ],
  ])("a definition is refused when it %s", (_title, message, synthesize) => {
    expect(synthesize).toThrow(`test/workflow: ${message}`);
  });

  test.each(["lambda:invoke.waitForTaskToken", "states:startExecution.sync", "states:startExecution.sync:2"])(
    "an EXPRESS state machine that waits by %s is refused, a STANDARD one is not",
    (integration) => {
      const states = { Charge: { ...task, Resource: `arn:aws:states:::${integration}` }, ...ends };
      expect(machine("Charge", states, "STANDARD")).not.toThrow();
      expect(machine("Charge", states, "EXPRESS")).toThrow(
        /definition\.Charge\.Resource: got .*; allowed: a request-response integration in an EXPRESS/,
      );
      expect(machine("Charge", { Charge: task, ...ends }, "EXPRESS")).not.toThrow();
    },
  );

  test("heartbeats and an old-style iterator are accepted", () => {
    const inner = { StartAt: "Inner", States: { Inner: { Type: "Succeed" } } };
    const each = { Type: "Map", Iterator: inner, Next: "Charge" };
    expect(machine("Each", { Each: each, Charge: { ...task, HeartbeatSeconds: 59 }, ...ends })).not.toThrow();
  });

  test("a task without timeout, retries and catch is refused", () => {
    const bare = machine("Charge", { Charge: { Type: "Task", Resource: "arn:aws:states:::lambda:invoke", End: true } });
    expect(bare).toThrow(/^3 invalid settings/);
    expect(bare).toThrow(
      /definition\.Charge\.TimeoutSeconds: got nothing; allowed: TimeoutSeconds in every task; limit/,
    );
    expect(bare).toThrow(/definition\.Charge\.Retry: got nothing; allowed: Retry in every task/);
    expect(bare).toThrow(
      /definition\.Charge\.Catch: got nothing; allowed: Catch in every task that does not retry States.ALL; handle/,
    );
  });
});
