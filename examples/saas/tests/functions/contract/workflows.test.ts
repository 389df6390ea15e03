import { describe, expect, test } from "vitest";
import { billingTasks, workflowDefinition, workflows, type WorkflowName } from "../../../functions/contract";

interface State {
  readonly Type: string;
  readonly Resource?: string;
  readonly Parameters?: { readonly FunctionName?: string; readonly Payload?: { readonly task: string } };
  readonly TimeoutSeconds?: number;
  readonly HeartbeatSeconds?: number;
  readonly Retry?: readonly { readonly ErrorEquals: readonly string[] }[];
  readonly Catch?: readonly { readonly ErrorEquals: readonly string[]; readonly Next: string }[];
}

const arns = {
  billingFunctionArn: "arn:aws:lambda:us-east-1:111122223333:function:billing:live",
  paymentFailedStateMachineArn: "arn:aws:states:us-east-1:111122223333:stateMachine:payment-failed",
};

const definitionOf = (name: WorkflowName) =>
  JSON.parse(workflowDefinition(name, arns)) as { TimeoutSeconds: number; States: Record<string, State> };

const tasksOf = (name: WorkflowName) =>
  Object.entries(definitionOf(name).States).filter(([, { Type }]) => Type === "Task");

test("the workflows are those of the document", () => {
  expect([...workflows].sort()).toEqual(["cancel", "change-plan", "create", "payment-failed", "renew"]);
});

describe.each(workflows)("the workflow %s", (name) => {
  test("names the resources of the environment, and has a timeout", () => {
    expect(workflowDefinition(name, arns)).not.toContain("${");
    expect(definitionOf(name).TimeoutSeconds).toBeGreaterThan(0);
  });

  test("has a timeout and retries in every task, also when Lambda is busy", () => {
    for (const [state, { TimeoutSeconds, Retry, Resource }] of tasksOf(name)) {
      expect([state, typeof TimeoutSeconds, Array.isArray(Retry)]).toEqual([state, "number", true]);
      const errors = Retry!.flatMap(({ ErrorEquals }) => ErrorEquals);
      if (Resource!.includes("lambda")) expect(errors).toContain("Lambda.TooManyRequestsException");
    }
  });

  test("waits for PayPal with a heartbeat that is shorter than the timeout, and reads the order after it", () => {
    const waits = tasksOf(name).filter(([, { Resource }]) => Resource!.endsWith(".waitForTaskToken"));
    expect(waits.map(([state]) => state)).toEqual(name === "cancel" ? [] : ["Wait"]);
    for (const [, { TimeoutSeconds, HeartbeatSeconds, Catch }] of waits) {
      expect(HeartbeatSeconds).toBeLessThan(TimeoutSeconds!);
      expect(Catch).toEqual([{ ErrorEquals: ["States.ALL"], ResultPath: "$.error", Next: "Look" }]);
    }
  });

  test("neither charges nor settles on the way to an end that forgets the payment", () => {
    const caught = tasksOf(name).filter(([, { Catch }]) => Catch);
    const unsafe = ["Charge", "Capture", "Complete", "Decline", "Look", "End", "Publish"];
    expect(caught.map(([state]) => state).filter((state) => unsafe.includes(state))).toEqual([]);
  });
});

test("the workflows use every task of the billing function, and no other", () => {
  const used = workflows.flatMap(tasksOf).flatMap(([, { Parameters }]) => Parameters?.Payload?.task ?? []);
  expect([...new Set(used)].sort()).toEqual([...billingTasks].sort());
});

test("only renew starts another workflow", () => {
  const starts = workflows.filter((name) => workflowDefinition(name, arns).includes("states:startExecution"));
  expect(starts).toEqual(["renew"]);
});
