import { createStateMachine, type LocalStateMachine } from "../../../../testing/local";

const LAMBDA = "arn:aws:states:::lambda:invoke";
const retried = { ErrorEquals: ["Busy"], IntervalSeconds: 100, MaxAttempts: 1 };
const charge = { Type: "Task", Resource: LAMBDA, Parameters: { "order.$": "$.order" }, Retry: [retried], End: true };

const definition = JSON.stringify({
  StartAt: "Pause",
  States: {
    Pause: { Type: "Wait", Seconds: 1000, Next: "Both" },
    Both: {
      Type: "Parallel",
      Branches: [{ StartAt: "Charge", States: { Charge: charge } }],
      Next: "Each",
    },
    Each: {
      Type: "Map",
      ItemsPath: "$",
      ItemProcessor: { StartAt: "Note", States: { Note: { Type: "Task", Resource: LAMBDA, End: true } } },
      End: true,
    },
  },
});

const machineOf = (task: (parameters: unknown) => Promise<unknown>) =>
  createStateMachine({ definition, tasks: { [LAMBDA]: task }, retrySeconds: 0, waitSeconds: 0 });

const end = async (machine: LocalStateMachine, name = "a") => {
  await machine.executions.get(name)!.ended;
  return machine.executions.get(name);
};

test("an execution runs the tasks of all branches, with their parameters", async () => {
  const calls: unknown[] = [];
  const machine = machineOf(async (parameters) => (calls.push(parameters), "done"));
  expect(machine.start("a", '{"order":"o-1"}')).toBeUndefined();
  expect(await end(machine)).toMatchObject({ status: "SUCCEEDED", output: ["done"] });
  expect(calls).toEqual([{ order: "o-1" }, "done"]);
});

test("retries follow the error's name, with the pause of the test", async () => {
  let attempts = 0;
  const task = async () => {
    attempts += 1;
    if (attempts === 1) throw Object.assign(new Error("later"), { name: "Busy" });
    return "done";
  };
  const machine = machineOf(task);
  machine.start("a", '{"order":"o-1"}');
  expect([(await end(machine))!.status, attempts]).toEqual(["SUCCEEDED", 3]);
});

test("an error without a retry fails the execution", async () => {
  const machine = machineOf(() => Promise.reject(new Error("broken")));
  machine.start("a", '{"order":"o-1"}');
  const { status, error } = (await end(machine))!;
  expect([status, String(error)]).toEqual(["FAILED", expect.stringContaining("broken")]);
});

test("a name belongs to one execution", async () => {
  const machine = machineOf(async () => "done");
  expect(machine.start("a b", "{}")).toBe("InvalidName");
  machine.start("a", '{"order":"o-1"}');
  expect(machine.start("a", '{"order":"o-1"}')).toBeUndefined();
  expect(machine.start("a", '{"order":"o-2"}')).toBe("ExecutionAlreadyExists");
  await end(machine);
  expect(machine.start("a", '{"order":"o-1"}')).toBe("ExecutionAlreadyExists");
});

test("the end of the system aborts executions", async () => {
  const waiting = JSON.stringify({ StartAt: "Wait", States: { Wait: { Type: "Wait", Seconds: 1000, End: true } } });
  const machine = createStateMachine({ definition: waiting, tasks: {} });
  machine.start("a", "{}");
  await new Promise((resolve) => setTimeout(resolve, 50));
  await machine.stop();
  expect(machine.executions.get("a")).toMatchObject({ status: "ABORTED" });
});

test("a task without a program is an error at the start", () => {
  expect(() => createStateMachine({ definition, tasks: {} })).toThrow(
    "The state Charge calls arn:aws:states:::lambda:invoke, which `tasks` does not have",
  );
  const malformed = JSON.stringify({ StartAt: "A", States: { A: { Type: "Task", End: true } } });
  expect(() => createStateMachine({ definition: malformed, tasks: {} })).toThrow("The state A calls ,");
});

test("each state that waits has a token of its own", async () => {
  const wait = (Next?: string) => ({
    Type: "Task",
    Resource: `${LAMBDA}.waitForTaskToken`,
    Parameters: { "token.$": "$$.Task.Token" },
    ...(Next ? { Next } : { End: true }),
  });
  const tokens: string[] = [];
  const task = async (parameters: unknown) => tokens.push((parameters as { token: string }).token);
  const machine = createStateMachine({
    definition: JSON.stringify({ StartAt: "First", States: { First: wait("Second"), Second: wait() } }),
    tasks: { [`${LAMBDA}.waitForTaskToken`]: task },
  });
  machine.start("a", "{}");
  expect((await end(machine))!.status).toBe("SUCCEEDED");
  expect([tokens.length, new Set(tokens).size]).toEqual([2, 2]);
});

describe("wait states with a clock", () => {
  const START = Date.parse("2027-01-01T00:00:00Z");

  /** A clock that notes the times that are waited for. */
  const createdClock = () => {
    const ends: number[] = [];
    const at = (time: number, work: () => void) => {
      ends.push(time - START);
      setImmediate(work);
      return () => {};
    };
    return { ends, now: () => START, at };
  };

  test.each<[string, object, number]>([
    ["a number of seconds", { Seconds: 90 }, 90_000],
    ["seconds in the input", { SecondsPath: "$.pause.seconds" }, 30_000],
    ["a time", { Timestamp: "2027-01-01T01:00:00Z" }, 3_600_000],
    ["a time in the input", { TimestampPath: "$.pause.until" }, 86_400_000],
  ])("wait for %s, and pass their input on", async (_, wait, expected) => {
    const clock = createdClock();
    const states = { Pause: { Type: "Wait", ...wait, Next: "End" }, End: { Type: "Succeed" } };
    const machine = createStateMachine({
      definition: JSON.stringify({ StartAt: "Pause", States: states }),
      tasks: {},
      clock,
    });
    const input = { pause: { seconds: 30, until: "2027-01-02T00:00:00Z" } };
    machine.start("a", JSON.stringify(input));
    expect(await end(machine)).toMatchObject({ status: "SUCCEEDED", output: input });
    expect(clock.ends).toEqual([expected]);
  });
});

test("a task knows its heartbeat, and the end of an execution is reported", async () => {
  const state = { Type: "Task", Resource: LAMBDA, HeartbeatSeconds: 20, TimeoutSeconds: 60, End: true };
  const heartbeats: unknown[] = [];
  const ended: string[] = [];
  const machine = createStateMachine({
    definition: JSON.stringify({ StartAt: "Call", States: { Call: state } }),
    tasks: { [LAMBDA]: async (_, heartbeatSeconds) => heartbeats.push(heartbeatSeconds) },
    onEnd: (name, { status }) => ended.push(`${name} ${status}`),
  });
  machine.start("a", "{}");
  await end(machine);
  expect([heartbeats, ended]).toEqual([[20], ["a SUCCEEDED"]]);
});
