import { once } from "node:events";
import fs from "node:fs";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { startFunction, startFunctions, type RuntimeApi } from "../../../testing/local";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "groundplan-function-"));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

/** A Runtime API that answers each event with what the environment reports. */
async function startRuntimeApi(): Promise<RuntimeApi> {
  const events: { readonly event: unknown; readonly settle: (text: string) => void }[] = [];
  const waiting: ServerResponse[] = [];
  const running = new Map<string, (text: string) => void>();
  const dispatch = () => {
    while (waiting.length > 0 && events.length > 0) {
      const [response, { event, settle }] = [waiting.shift()!, events.shift()!];
      const id = String(running.size + 1);
      running.set(id, settle);
      const headers = { "lambda-runtime-aws-request-id": id, "lambda-runtime-deadline-ms": String(Date.now() + 5000) };
      response.writeHead(200, headers).end(JSON.stringify(event));
    }
  };
  const server = createServer((request, response) => {
    const [, id, kind] = /invocation\/(\w+)(?:\/(\w+))?$/.exec(request.url!) ?? ["", "", "init"];
    if (id === "next") return void (waiting.push(response), dispatch());
    let text = "";
    request.setEncoding("utf8").on("data", (part: string) => (text += part));
    request.on("end", () => {
      if (kind === "init") events.shift()!.settle(text);
      else running.get(id!)!(text);
      response.end();
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    invoke: (event) => new Promise((settle) => (events.push({ event, settle }), dispatch())),
    waiting: () => waiting.length,
    stop: async () => (server.closeAllConnections(), void (await once(server.close(), "close"))),
  };
}

async function started(code: string) {
  const bundle = fs.mkdtempSync(path.join(folder, "bundle-"));
  fs.writeFileSync(path.join(bundle, "index.mjs"), code);
  const lines: string[] = [];
  const stops: (() => Promise<void>)[] = [];
  const invoke = await startFunction(
    { startRuntimeApi, atEnd: (stop) => stops.push(stop) },
    {
      name: "orders",
      folder: bundle,
      variables: { COLOUR: "blue" },
      timeoutSeconds: 5,
      memoryMb: 256,
      log: (line) => lines.push(line),
    },
  );
  const call = async (event: unknown): Promise<unknown> => JSON.parse(String(await invoke(event)));
  return { call, lines, stop: () => Promise.all(stops.map((stop) => stop())) };
}

test("a function runs with its own environment variables only, and its lines are logged", async () => {
  process.env["FOREIGN"] = "red";
  const { call, lines, stop } = await started(`
    export const handler = async (event, { functionName, memoryLimitInMB }) => {
      console.log("called");
      const { COLOUR, FOREIGN = "none" } = process.env;
      return { event, functionName, memoryLimitInMB, COLOUR, FOREIGN };
    };`);
  const expected = { functionName: "orders", memoryLimitInMB: "256", COLOUR: "blue", FOREIGN: "none" };
  expect(await call({ id: 1 })).toEqual({ event: { id: 1 }, ...expected });
  expect(await call({ id: 2 })).toEqual({ event: { id: 2 }, ...expected });
  await stop();
  expect(lines).toEqual([expect.stringMatching(/^orders \d+: called$/), lines[0]]);
});

test("a process handles one event at a time, and three processes run at most", async () => {
  const { call, stop } = await started(`
    let running = 0;
    export const handler = async () => {
      running += 1;
      await new Promise((resolve) => setTimeout(resolve, 100));
      const together = running;
      running -= 1;
      return { pid: process.pid, together };
    };`);
  const answers = (await Promise.all([1, 2, 3, 4, 5, 6].map(call))) as { pid: number; together: number }[];
  await stop();
  expect(answers.map(({ together }) => together)).toEqual([1, 1, 1, 1, 1, 1]);
  expect(new Set(answers.map(({ pid }) => pid)).size).toBeLessThanOrEqual(3);
});

test("errors of the handler and of its start have their name and message", async () => {
  const broken = await started(`
    export const handler = async () => {
      throw new RangeError("too many");
    };`);
  expect(await broken.call({})).toEqual({ errorType: "RangeError", errorMessage: "too many" });
  await broken.stop();
  const unstarted = await started(`throw "no settings";`);
  expect(await unstarted.call({})).toEqual({ errorType: "Error", errorMessage: "no settings" });
  await unstarted.stop();
});

test("functions of a contract have their own settings only, and the time of the clock if they follow it", async () => {
  const bundle = fs.mkdtempSync(path.join(folder, "contract-"));
  const code = `
    const { ORDERS_TABLE = "none", SECRET = "none", ENVIRONMENT } = process.env;
    export const handler = async () => {
      const times = [Date.now(), new Date().getTime(), new Date("2027-01-01T00:00:00Z").getTime()];
      return { ORDERS_TABLE, SECRET, ENVIRONMENT, times };
    };`;
  fs.writeFileSync(path.join(bundle, "index.mjs"), code);
  const file = path.join(folder, "clock");
  fs.writeFileSync(file, "0");
  const stops: (() => Promise<void>)[] = [];
  const contract = { timeoutSeconds: 5, memoryMb: 256 };
  const invokes = await startFunctions(
    { startRuntimeApi, atEnd: (stop) => stops.push(stop) },
    {
      functions: { orders: { ...contract, settings: ["ORDERS_TABLE"] }, health: { ...contract, settings: [] } },
      folders: { orders: bundle, health: bundle },
      settings: { ORDERS_TABLE: "orders", SECRET: "s", ENVIRONMENT: "test" },
      everyFunction: ["ENVIRONMENT"],
      variables: {},
      clock: { file, functions: ["orders"] },
      log: () => undefined,
    },
  );
  const DAY = 86_400_000;
  const call = async (name: "orders" | "health") => {
    const { times, ...rest } = JSON.parse(String(await invokes[name]({}))) as { times: [number, number, number] };
    const [ahead, constructed] = [times[0] - Date.now(), times[1] - Date.now()].map((each) =>
      Math.round(Math.abs(each) / DAY),
    );
    return { ...rest, ahead, constructed, fixed: times[2] };
  };
  const same = { SECRET: "none", ENVIRONMENT: "test", fixed: 1_798_761_600_000 };
  expect(await call("orders")).toEqual({ ...same, ORDERS_TABLE: "orders", ahead: 0, constructed: 0 });
  fs.writeFileSync(file, String(3 * DAY));
  expect(await call("orders")).toEqual({ ...same, ORDERS_TABLE: "orders", ahead: 3, constructed: 3 });
  expect(await call("health")).toEqual({ ...same, ORDERS_TABLE: "none", ahead: 0, constructed: 0 });
  await Promise.all(stops.map((stop) => stop()));
});
