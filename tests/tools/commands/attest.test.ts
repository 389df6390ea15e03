import fs from "node:fs";
import path from "node:path";
import { bareMachine, runGroundplan, temporaryFolder } from "../fixtures";

const folder = temporaryFolder();

const provider = { aws: [{ region: "us-east-1", default_tags: [{ tags: { Environment: "prod" } }] }] };
const DATABASE = { aws_db_instance: { main: { backup_retention_period: 7 } } };
const RPO = {
  id: "rpo",
  promise: "RPO 1 h",
  held: { prod: [{ recoveryPoint: { of: "aws_db_instance", from: "continuous backup", withinMinutes: 60 } }] },
};

/** A machine whose project has one synthesized stack of prod, and these promises. */
function machineWith(promises: unknown, resource: object = DATABASE) {
  const machine = bareMachine(fs.mkdtempSync(path.join(folder, "machine-")));
  const stack = path.join(machine.cwd, "cdktf.out/stacks/shop");
  fs.mkdirSync(stack, { recursive: true });
  fs.writeFileSync(path.join(stack, "cdk.tf.json"), JSON.stringify({ provider, resource }));
  const text = typeof promises === "string" ? promises : JSON.stringify(promises);
  fs.writeFileSync(path.join(machine.cwd, "promises.json"), text);
  return machine;
}

const file = (...promises: readonly unknown[]) => ({ environments: ["prod"], promises });

describe("groundplan attest", () => {
  test("prints each promise with its evidence, and counts the ways", async () => {
    const { exitCode, output, errors } = await runGroundplan(machineWith(file(RPO)), ["attest"]);
    expect([exitCode, errors]).toEqual([0, ""]);
    expect(output).toContain(
      "prod         RPO 1 h  rpo  computed  5 min: lag of the continuous backup of 1 aws_db_instance",
    );
    expect(output).toContain("1 promises: 1 computed, 0 proven, 0 alarm only, 0 not held, 0 BROKEN");
  });

  test("fails when the configuration does not keep a promise any more", async () => {
    const machine = machineWith(file(RPO), { aws_db_instance: { main: { backup_retention_period: 0 } } });
    const { exitCode, output, errors } = await runGroundplan(machine, ["attest"]);
    expect(exitCode).toBe(1);
    expect(output).toContain("1 BROKEN");
    expect(errors).toBe("prod: rpo: BROKEN: no continuous backup of aws_db_instance.main");
  });

  test("fails for an environment without a line, and for one without a stack", async () => {
    const machine = machineWith({ environments: ["prod", "qa"], promises: [{ ...RPO, held: { qa: RPO.held.prod } }] });
    const { exitCode, errors } = await runGroundplan(machine, ["attest"]);
    expect(exitCode).toBe(1);
    expect(errors).toContain("prod: rpo: BROKEN: no line for prod");
    expect(errors).toContain("qa: rpo: BROKEN: no stack has the tag Environment qa");
  });

  test("prints Markdown without breaking the table, and JSON", async () => {
    const machine = machineWith(file({ ...RPO, promise: "RPO 1 h | 60 min" }));
    const { output } = await runGroundplan(machine, ["attest", "--format", "markdown"]);
    expect(output).toContain("| prod | RPO 1 h \\| 60 min | rpo | computed | 5 min");
    const json = await runGroundplan(machine, ["attest", "--format", "json"]);
    expect(JSON.parse(json.output)).toEqual([
      {
        environment: "prod",
        id: "rpo",
        promise: "RPO 1 h | 60 min",
        way: "computed",
        holds: true,
        evidence: ["5 min: lag of the continuous backup of 1 aws_db_instance"],
      },
    ]);
  });

  test("writes the page", async () => {
    const machine = machineWith(file(RPO));
    expect((await runGroundplan(machine, ["attest", "--page"])).exitCode).toBe(0);
    expect(fs.readFileSync(path.join(machine.cwd, "docs/promises.md"), "utf8")).toMatch(
      /^# Promises\n[^]*\| RPO 1 h \|/,
    );
  });

  test.each([
    [["--format", "html"], "--format html; allowed: text, markdown, json"],
    [["--page", "--format", "json"], "--page writes Markdown; omit --format"],
  ])("refuses %j", async (argv, message) => {
    const { exitCode, errors } = await runGroundplan(machineWith(file(RPO)), ["attest", ...argv]);
    expect([exitCode, errors]).toEqual([2, message]);
  });

  test.each([
    ["text that is no JSON", "{", /^promises\.json: .*JSON/],
    ["no promise", file(), /promises/],
    ["no evidence", file({ ...RPO, held: { prod: [] } }), /held/],
    [
      "a recovery time without steps",
      file({ ...RPO, held: { prod: [{ recoveryTime: { stepMinutes: {}, runbook: "a.md", withinMinutes: 5 } }] } }),
      /at least one step/,
    ],
    ["an unknown evidence", file({ ...RPO, held: { prod: [{ belief: "strong" }] } }), /held/],
    [
      "two comparisons",
      file({ ...RPO, held: { prod: [{ setting: { of: "aws_lb", path: "internal", is: true, atLeast: 1 } }] } }),
      /exactly one of is, oneOf, atLeast, atMost/,
    ],
    ["an id twice", file(RPO, RPO), /^promises\.json: rpo stands twice$/],
    [
      "an unknown environment",
      file({ ...RPO, held: { prd: RPO.held.prod } }),
      /^promises\.json: rpo: prd is no environment; allowed: \*, prod$/,
    ],
    [
      "a promise that is held and not held",
      file({ ...RPO, held: { prod: [...RPO.held.prod, { notHeld: { decision: "a.md", because: "cost" } }] } }),
      /^promises\.json: rpo: prod: notHeld stands alone, since a promise is held or not$/,
    ],
  ])("refuses a file with %s", async (_what, promises, message) => {
    const { exitCode, errors } = await runGroundplan(machineWith(promises), ["attest"]);
    expect([exitCode, errors]).toEqual([2, expect.stringMatching(message)]);
  });

  test("asks for the file, and for a synthesis", async () => {
    const machine = machineWith(file(RPO));
    fs.rmSync(path.join(machine.cwd, "promises.json"));
    expect((await runGroundplan(machine, ["attest"])).errors).toMatch(/^no promises\.json in .*docs\/commands\.md/);
    fs.rmSync(path.join(machine.cwd, "cdktf.out"), { recursive: true });
    expect((await runGroundplan(machine, ["attest"])).exitCode).toBe(2);
  });
});
