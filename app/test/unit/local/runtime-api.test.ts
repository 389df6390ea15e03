import { request, type IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startRuntimeApi, type RuntimeApi } from "../../../local/lambda/runtime-api";

const TIMEOUT_MILLIS = 10_000;

let api: RuntimeApi;

beforeEach(async () => {
  api = await startRuntimeApi({ functionName: "api", timeoutMillis: TIMEOUT_MILLIS });
});

afterEach(() => api.stop());

interface Taken {
  readonly id: string;
  readonly event: unknown;
  readonly headers: IncomingMessage["headers"];
}

/** An execution environment that asks for one invocation on a separate connection. */
function environment(of = api) {
  const url = `http://${of.address}/2018-06-01/runtime/invocation/next`;
  const poll = request(url, { agent: false });
  const taken = new Promise<Taken>((resolve, reject) => {
    poll.on("response", async (response) => {
      const id = String(response.headers["lambda-runtime-aws-request-id"]);
      resolve({ id, event: JSON.parse(await text(response)), headers: response.headers });
    });
    poll.on("error", reject).end();
  });
  taken.catch(() => undefined);
  return { taken, die: () => poll.destroy() };
}

function post(path: string, body: unknown, to = api): Promise<Response> {
  return fetch(`http://${to.address}/2018-06-01/runtime/${path}`, { method: "POST", body: JSON.stringify(body) });
}

const waiting = (count: number) => expect.poll(() => api.waiting()).toBe(count);

describe("an invocation", () => {
  it("waits for an environment and ends with its response", async () => {
    const result = api.invoke({ hello: "world" });
    const { id, event } = await environment().taken;
    expect(event).toEqual({ hello: "world" });
    expect((await post(`invocation/${id}/response`, { answer: 42 })).status).toBe(202);
    expect(await result).toEqual({ answer: 42 });
  });

  it("has its deadline, function and trace in headers", async () => {
    const before = Date.now();
    const result = api.invoke({});
    const { id, headers } = await environment().taken;
    expect(Number(headers["lambda-runtime-deadline-ms"])).toBeGreaterThanOrEqual(before + TIMEOUT_MILLIS);
    expect(Number(headers["lambda-runtime-deadline-ms"])).toBeLessThanOrEqual(Date.now() + TIMEOUT_MILLIS);
    expect(headers["lambda-runtime-invoked-function-arn"]).toBe(
      "arn:aws:lambda:eu-central-1:123456789012:function:api",
    );
    expect(headers["lambda-runtime-trace-id"]).toMatch(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Sampled=0$/);
    await post(`invocation/${id}/response`, null);
    expect(await result).toBeNull();
  });

  it("fails with the function's error", async () => {
    const failed = expect(api.invoke({})).rejects.toMatchObject({ name: "PaymentDeclined", message: "no money" });
    const { id } = await environment().taken;
    await post(`invocation/${id}/error`, { errorType: "PaymentDeclined", errorMessage: "no money" });
    await failed;
  });

  it("fails when its environment has died", async () => {
    const result = api.invoke({});
    await environment().taken;
    api.abandon();
    await expect(result).rejects.toMatchObject({ name: "Runtime.ExitError" });
  });
});

describe("an invocation that times out", () => {
  let impatient: RuntimeApi;

  beforeEach(async () => {
    impatient = await startRuntimeApi({ timeoutMillis: 1000 });
  });

  afterEach(() => impatient.stop());

  const timedOut = { name: "Sandbox.Timedout", message: "Task timed out after 1.00 seconds" };

  it("fails when no environment takes it in time, and is not delivered later", async () => {
    await expect(impatient.invoke({})).rejects.toMatchObject(timedOut);
    environment(impatient);
    await expect.poll(() => impatient.waiting()).toBe(1);
  });

  it("fails when its environment does not answer in time, and ignores the late answer", async () => {
    const polling = environment(impatient);
    await expect.poll(() => impatient.waiting()).toBe(1);
    const failed = expect(impatient.invoke({})).rejects.toMatchObject(timedOut);
    const { id } = await polling.taken;
    await failed;
    expect((await post(`invocation/${id}/response`, {}, impatient)).status).toBe(202);
  });
});

describe("several environments", () => {
  it("take one invocation each, the longest waiting first", async () => {
    const first = environment();
    await waiting(1);
    const second = environment();
    await waiting(2);
    const results = Promise.all([api.invoke("a"), api.invoke("b")]);
    const taken = await Promise.all([first.taken, second.taken]);
    expect(taken.map(({ event }) => event)).toEqual(["a", "b"]);
    await post(`invocation/${taken[1]!.id}/response`, "B");
    await post(`invocation/${taken[0]!.id}/response`, "A");
    expect(await results).toEqual(["A", "B"]);
  });

  it("get no invocation after they have died", async () => {
    const dead = environment();
    await waiting(1);
    dead.die();
    await waiting(0);
    const alive = environment();
    await waiting(1);
    const result = api.invoke("a");
    const { id } = await alive.taken;
    await post(`invocation/${id}/response`, "A");
    expect(await result).toBe("A");
  });
});

describe("an environment that cannot initialize", () => {
  const failure = { errorType: "InvalidConfiguration", errorMessage: "no parameter" };

  it("fails the invocation that waits for it, and only that", async () => {
    const failed = expect(api.invoke(1)).rejects.toMatchObject({
      name: "InvalidConfiguration",
      message: "no parameter",
    });
    const second = api.invoke(2);
    await post("init/error", failure);
    await failed;
    const { id, event } = await environment().taken;
    expect(event).toBe(2);
    await post(`invocation/${id}/response`, "done");
    expect(await second).toBe("done");
  });

  it("is reported once", async () => {
    await post("init/error", failure);
    expect(api.initErrors.map(({ name }) => name)).toEqual(["InvalidConfiguration"]);
    const result = api.invoke(1);
    const { id } = await environment().taken;
    await post(`invocation/${id}/response`, "done");
    expect(await result).toBe("done");
    expect(api.initErrors).toHaveLength(1);
  });
});
