import {
  createStateMachine,
  startStepFunctions,
  TaskTokens,
  type LocalServer,
  type LocalStateMachine,
} from "../../../../testing/local";

const ARN = "arn:aws:states:us-east-1:123456789012:stateMachine:orders";

/** Alarms of a clock that does not run. */
const alarms = new Map<number, () => void>();
let tokens: TaskTokens;
let machine: LocalStateMachine;
let server: LocalServer;

beforeEach(async () => {
  alarms.clear();
  const at = (time: number, work: () => void) => {
    alarms.set(time, work);
    return () => void alarms.delete(time);
  };
  tokens = new TaskTokens({ now: () => 1_000, at });
  const definition = JSON.stringify({ StartAt: "End", States: { End: { Type: "Succeed" } } });
  machine = createStateMachine({ definition, tasks: {} });
  server = await startStepFunctions({ stateMachines: { [ARN]: machine }, tokens });
});

afterEach(() => server.stop());

async function call(operation: string, input: object): Promise<unknown> {
  const headers = { "x-amz-target": `AWSStepFunctions.${operation}` };
  const answer = await fetch(server.url, { method: "POST", headers, body: JSON.stringify(input) });
  const body = (await answer.json()) as { readonly __type?: string };
  return answer.status === 200 ? body : [answer.status, body.__type];
}

test("StartExecution starts an execution, and refuses the name of another one", async () => {
  const input = { stateMachineArn: ARN, name: "a", input: '{"order":1}' };
  const executionArn = "arn:aws:states:us-east-1:123456789012:execution:orders:a";
  expect(await call("StartExecution", input)).toEqual({ executionArn, startDate: expect.any(Number) });
  await machine.executions.get("a")!.ended;
  expect(machine.executions.get("a")).toMatchObject({ status: "SUCCEEDED", output: { order: 1 } });
  expect(await call("StartExecution", input)).toEqual([400, "ExecutionAlreadyExists"]);
  expect(await call("StartExecution", { ...input, name: "a b" })).toEqual([400, "InvalidName"]);
  expect(await call("StartExecution", { ...input, stateMachineArn: "b" })).toEqual([400, "StateMachineDoesNotExist"]);
  expect(await call("DeleteStateMachine", {})).toEqual([400, "UnknownOperationException"]);
});

test("a token resumes its state once, with the output or the error that was sent", async () => {
  const paid = tokens.wait("t-1", async () => "begun");
  expect(await call("SendTaskSuccess", { taskToken: "t-1", output: '{"paid":true}' })).toEqual({});
  expect(await paid).toEqual({ paid: true });
  expect(await call("SendTaskSuccess", { taskToken: "t-1", output: "{}" })).toEqual([400, "TaskTimedOut"]);
  const refused = tokens.wait("t-2", async () => "begun");
  const failure = expect(refused).rejects.toMatchObject({ name: "Declined", message: "no money" });
  await call("SendTaskFailure", { taskToken: "t-2", error: "Declined", cause: "no money" });
  await failure;
});

test("work that does not begin fails its state, whose token is void", async () => {
  await expect(tokens.wait("t", () => Promise.reject(new RangeError("busy")))).rejects.toThrow(RangeError);
  expect(tokens.succeed("t", {})).toBe(false);
});

test("a heartbeat puts the end of a silent state off", async () => {
  const state = tokens.wait("t", async () => "begun", 60);
  const failure = expect(state).rejects.toMatchObject({ name: "States.HeartbeatTimeout" });
  expect([...alarms.keys()]).toEqual([61_000]);
  const [first] = alarms.values();
  expect(await call("SendTaskHeartbeat", { taskToken: "t" })).toEqual({});
  const [second] = alarms.values();
  expect([alarms.size, second === first]).toEqual([1, false]);
  second!();
  await failure;
  expect([alarms.size, await call("SendTaskHeartbeat", { taskToken: "t" })]).toEqual([0, [400, "TaskTimedOut"]]);
});
