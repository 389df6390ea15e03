import { afterEach, describe, expect, it } from "vitest";
import type { FunctionName } from "../../../contract";
import { throughRuntimeApi, type Functions, type StartEnvironment } from "../../../local/lambda/functions";

let functions: Functions | undefined;

afterEach(() => functions?.stop());

/** An environment whose function answers what it got, with the function's name. */
function echo(stopped: FunctionName[] = []): StartEnvironment {
  return async ({ name, command, runtimeApi, variables }) => {
    const api = `http://${runtimeApi}/2018-06-01/runtime/invocation`;
    let running = true;
    const run = async () => {
      while (running) {
        const next = await fetch(`${api}/next`);
        const body = JSON.stringify({ name, command, variables, event: await next.json() });
        const id = next.headers.get("lambda-runtime-aws-request-id");
        await fetch(`${api}/${id}/response`, { method: "POST", body });
      }
    };
    void run().catch(() => undefined);
    return {
      stop: async () => {
        running = false;
        stopped.push(name);
      },
    };
  };
}

describe("functions through the Runtime API", () => {
  it("each run in an environment of their own, with the image's command", async () => {
    functions = await throughRuntimeApi(echo())({ ENVIRONMENT: "test" });
    const [api, payment] = await Promise.all([functions.invoke.api({ a: 1 }), functions.invoke.payment({ b: 2 })]);
    const variables = { ENVIRONMENT: "test" };
    expect(api).toEqual({ name: "api", command: ["handlers/api.handler"], variables, event: { a: 1 } });
    expect(payment).toEqual({ name: "payment", command: ["handlers/payment.handler"], variables, event: { b: 2 } });
  });

  it("end with all their environments", async () => {
    const stopped: FunctionName[] = [];
    functions = await throughRuntimeApi(echo(stopped))({});
    await functions.stop();
    expect(stopped.sort()).toEqual(["api", "migrate", "outbox", "payment", "worker"]);
  });

  it("stop when one of them cannot be started", async () => {
    const stopped: FunctionName[] = [];
    const start = echo(stopped);
    const failing: StartEnvironment = (props) => {
      if (props.name === "payment") throw new Error("no image");
      return start(props);
    };
    await expect(throughRuntimeApi(failing)({})).rejects.toThrow("no image");
    expect(stopped.sort()).toEqual(["api", "outbox", "worker"]);
  });
});
