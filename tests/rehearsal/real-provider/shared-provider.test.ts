import fs from "node:fs";
import path from "node:path";
import { Client, credentials } from "@grpc/grpc-js";
import { FORWARDED, type Call } from "../../../tools/rehearsal/real-provider/forwarded-calls";
import { SharedProvider } from "../../../tools/rehearsal/real-provider/shared-provider";
import type { Attached, RunContext } from "../../../tools/runner/terraform/workspace";
import { isRunning, until } from "../../support/processes";
import { temporaryFolder } from "../../tools/fixtures";
import { writeFakeProvider } from "./fake-provider";

const folder = temporaryFolder();
const executable = writeFakeProvider(folder);
const elsewhere = temporaryFolder();
const HERE: RunContext = { cwd: folder, env: { ...process.env, FLAVOR: "plain" } };

let shared: SharedProvider;
const attached: Attached[] = [];
const clients: Client[] = [];

beforeEach(() => (shared = new SharedProvider(() => Promise.resolve(executable))));

afterEach(() => {
  clients.splice(0).forEach((client) => client.close());
  attached.splice(0).forEach((one) => one.close());
  shared.close();
});

async function attach(context = HERE): Promise<Attached> {
  const one = await shared.attach(context);
  attached.push(one);
  return one;
}

/** A connection, as Terraform has one for each instance of a provider. */
function connect({ attachment }: Attached) {
  const { Addr } = (JSON.parse(attachment) as Record<string, { Addr: { String: string } }>)[
    "registry.terraform.io/hashicorp/aws"
  ]!;
  const client = new Client(Addr.String, credentials.createInsecure(), { "grpc.use_local_subchannel_pool": 1 });
  clients.push(client);
  return (name: Call, request = ""): Promise<string> =>
    new Promise((resolve, reject) => {
      const { path, requestSerialize, responseDeserialize } = FORWARDED[name];
      client.makeUnaryRequest(path, requestSerialize, responseDeserialize, Buffer.from(request), (error, response) =>
        error ? reject(error) : resolve(String(response)),
      );
    });
}

/** One run of Terraform with one instance of the provider. @returns the answer to a plan. */
async function planOnce(configuration: string, context?: RunContext): Promise<string> {
  const run = await attach(context);
  const call = connect(run);
  await call("Configure", configuration);
  const answer = await call("PlanResourceChange");
  run.close();
  return answer;
}

const pidOf = (answer: string): number => Number(answer.split(" ")[0]);

describe("a shared provider", () => {
  test("has one process for consecutive runs with the same configuration", async () => {
    const first = await planOnce("one");
    expect(first).toMatch(/^\d+ plain one$/);
    expect(await planOnce("one")).toBe(first);
  });

  test("has other processes for another configuration, environment and folder", async () => {
    const first = await planOnce("one");
    const second = await planOnce("two");
    const third = await planOnce("one", { ...HERE, env: { ...HERE.env, FLAVOR: "other" } });
    const fourth = await planOnce("one", { ...HERE, cwd: elsewhere });
    expect(second).toMatch(/^\d+ plain two$/);
    expect(third).toMatch(/^\d+ other one$/);
    expect(new Set([first, second, third, fourth].map(pidOf)).size).toBe(4);
    expect(await planOnce("one")).toBe(first);
  });

  test("finds files from the folder of Terraform", async () => {
    fs.writeFileSync(path.join(elsewhere, "archive"), "the archive");
    const call = connect(await attach({ ...HERE, cwd: elsewhere }));
    expect(await call("PlanResourceChange", "archive")).toBe("the archive");
    expect(await connect(await attach())("PlanResourceChange", "archive")).toBe("no archive");
  });

  test("keeps the aliases of one run apart, and what Terraform does not configure", async () => {
    const run = await attach();
    const [unconfigured, east, west] = [connect(run), connect(run), connect(run)];
    await east("Configure", "east");
    await west("Configure", "west");
    expect(await east("PlanResourceChange")).toMatch(/ east$/);
    expect(await west("PlanResourceChange")).toMatch(/ west$/);
    expect(await unconfigured("PlanResourceChange")).toMatch(/ none$/);
  });

  test("crashes for one of two runs with the same configuration, with the reason", async () => {
    const [crashing, other] = [connect(await attach()), connect(await attach())];
    await crashing("Configure", "one");
    await other("Configure", "one");
    await expect(crashing("PlanResourceChange", "panic")).rejects.toMatchObject({
      details: expect.stringMatching(/fake ended during PlanResourceChange: panic: nil map$/),
    });
    expect(await other("PlanResourceChange")).toMatch(/ one$/);
  });

  test("does not use a process again that crashed", async () => {
    const first = pidOf(await planOnce("one"));
    const run = await attach();
    const call = connect(run);
    await call("Configure", "one");
    await expect(call("PlanResourceChange", "panic")).rejects.toThrow("panic: nil map");
    run.close();
    expect(pidOf(await planOnce("one"))).not.toBe(first);
  });

  test("does not use a process again that was interrupted, or that had a warning about its configuration", async () => {
    const run = await attach();
    const call = connect(run);
    await call("Configure", "one");
    const first = pidOf(await call("Stop"));
    run.close();
    expect(pidOf(await planOnce("one"))).not.toBe(first);
    expect(pidOf(await planOnce("odd"))).not.toBe(pidOf(await planOnce("odd")));
  });

  test("reads the schema once", async () => {
    const schemas = [];
    for (const configuration of ["one", "two"]) {
      const run = await attach();
      const call = connect(run);
      await call("Configure", configuration);
      schemas.push(await call("GetSchema"));
      run.close();
    }
    expect(schemas[1]).toBe(schemas[0]);
  });

  test("forwards the provider's errors", async () => {
    const call = connect(await attach());
    await expect(call("MoveResourceState")).rejects.toMatchObject({ code: 12, details: "not in this version" });
    await expect(call("GetFunctions")).rejects.toMatchObject({ code: 12 });
  });

  test("keeps four idle processes, and no process and no socket when it is closed", async () => {
    const pids: number[] = [];
    for (const configuration of ["one", "two", "three", "four", "five"]) {
      pids.push(pidOf(await planOnce(configuration)));
    }
    await until(() => !isRunning(pids[0]!));
    expect(pids.slice(1).every(isRunning)).toBe(true);
    shared.close();
    await until(() => !pids.some(isRunning));
    expect(fs.readdirSync(folder)).toEqual([path.basename(executable)]);
  });

  test("stops a process whose run outlives it", async () => {
    const run = await attach();
    const pid = pidOf(await connect(run)("PlanResourceChange"));
    shared.close();
    expect(isRunning(pid)).toBe(true);
    run.close();
    await until(() => !isRunning(pid));
  });

  test("that cannot be started fails the calls, not the attachment", async () => {
    shared = new SharedProvider(() => Promise.resolve("/nonexistent"));
    await expect(connect(await attach())("GetSchema")).rejects.toThrow("spawn /nonexistent ENOENT");
  });
});
