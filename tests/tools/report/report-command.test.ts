import fs from "node:fs";
import path from "node:path";
import { judge, readConfiguration, type StackInput } from "../../../policies";
import { architectureOf } from "../../../tools/diagram/architecture";
import { reportPage } from "../../../tools/report/page";
import type { PromiseRow } from "../../../tools/report/report-input";
import { runGroundplan, temporaryFolder } from "../fixtures";
import { appWith, pageOf, textOf, type Stack } from "./fixtures";

const root = temporaryFolder();

const PROD: Stack = { environment: "prod", resource: { aws_sqs_queue: { orders: { name: "orders" } } } };

describe("promises in the page of an app", () => {
  const stacks = [
    readConfiguration({ name: "prod", config: { terraform: {}, resource: { aws_sqs_queue: { q: {} } } } }),
  ];
  const judged = (inputs: readonly StackInput[]) => judge(inputs, { phase: "synth", rules: [], exempt: {} });
  const environment = {
    name: "prod",
    stacks,
    architecture: architectureOf(stacks),
    picture: "",
    costs: [],
    hasUsage: true,
    judgement: judged(stacks),
    changeJudgement: judged([]),
    plans: [],
    sourceOf: () => "main.ts:1",
  };
  const promise = { environment: "prod", promise: "RPO of 1 h", way: "computed", holds: true, evidence: ["5 min"] };
  const pageWith = (promises?: readonly PromiseRow[]) =>
    reportPage({ app: "shop", now: new Date("2026-11-30"), environments: [environment], promises });

  test("are a section, broken ones first", () => {
    const text = textOf(
      pageWith([
        { ...promise, id: "A" },
        { ...promise, id: "B", holds: false },
      ]),
      "prod-promises",
    );
    expect(text).toBe(
      "Promises promise held evidence B: RPO of 1 h broken: computed 5 min A: RPO of 1 h computed 5 min",
    );
  });

  test("are green if something keeps them", () => {
    const badgeOf = (way: string): string | undefined =>
      /class="badge (\w+)">(?:computed|alarm only|not held)/.exec(pageWith([{ ...promise, id: "A", way }]))?.[1];
    expect(["computed", "alarm only", "not held"].map(badgeOf)).toEqual(["good", "plain", "warn"]);
  });

  test("of no environment are named as missing, and an app without promises has no section", () => {
    expect(textOf(pageWith([]), "prod-promises")).toBe("Promises No promise is stated for this environment.");
    expect(pageWith()).not.toContain("prod-promises");
  });
});

describe("groundplan report", () => {
  test("orders environments from production to development", async () => {
    const resource = { aws_sqs_queue: { q: {} } };
    const stacks = Object.fromEntries(
      ["dev", "other", "prod", "staging"].map((environment) => [environment, { environment, resource }]),
    );
    const machine = appWith(root, stacks, {
      "package.json": "{}",
      "usage/prod.json": JSON.stringify({ workload: {}, usage: {} }),
    });
    const { output } = await runGroundplan(machine, ["report", "--out", "other.html"]);
    expect(output).toMatch(/^other\.html: prod, staging, dev, other; \d+ KB$/);
    expect(fs.readFileSync(path.join(machine.cwd, "other.html"), "utf8")).toContain("<h1>project</h1>");
  });

  test("reads plans of another folder", async () => {
    const plan = JSON.stringify({
      resource_changes: [
        {
          address: "aws_sqs_queue.orders",
          mode: "managed",
          type: "aws_sqs_queue",
          change: { actions: ["create"], before: null, after: {} },
        },
      ],
    });
    const machine = appWith(root, { prod: PROD }, { "saved/prod/plan.json": plan, "saved/notes.txt": "" });
    expect(textOf(await pageOf(machine, "--plans", "saved"), "prod-changes")).toContain("1 to add");
  });

  test.each([
    [["prod"], "unexpected argument prod; allowed: options only"],
    [["--plans", "absent"], "--plans absent: no such folder"],
    [["--usage", "absent"], "--usage absent: no such folder"],
  ])("refuses %j", async (argv, message) => {
    expect(await runGroundplan(appWith(root, { prod: PROD }), ["report", ...argv])).toMatchObject({
      exitCode: 2,
      errors: message,
    });
  });

  test("refuses a folder without synthesized stacks", async () => {
    expect(await runGroundplan(appWith(root, {}, { "a.txt": "" }), ["report"])).toMatchObject({ exitCode: 2 });
  });
});
