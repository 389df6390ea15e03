import fs from "node:fs";
import path from "node:path";
import { summaryOf } from "../../../tools/commands/summary";
import { bareMachine, runGroundplan, temporaryFolder } from "../fixtures";

const folder = temporaryFolder();

const change = (address: string, ...actions: string[]) => ({ address, change: { actions } });

const changes = [
  change("aws_sqs_queue.orders", "create"),
  change("aws_lambda_function.api", "update"),
  change("aws_lambda_alias.api", "delete", "create"),
  change("aws_db_subnet_group.data", "create", "delete"),
  change("aws_iam_role.old", "delete"),
  change("aws_vpc.network", "no-op"),
  change("data.aws_iam_policy_document.trust", "read"),
];

describe("groundplan summary", () => {
  test("counts changes by stack, lists replacements and destructions, and ends with the total", async () => {
    const machine = bareMachine(fs.mkdtempSync(path.join(folder, "machine-")));
    fs.mkdirSync(path.join(machine.cwd, "plans/dev"), { recursive: true });
    fs.writeFileSync(path.join(machine.cwd, "plans/dev/plan.json"), JSON.stringify({ resource_changes: changes }));
    expect(await runGroundplan(machine, ["summary", "plans/dev/plan.json"])).toEqual({
      exitCode: 0,
      errors: "",
      output: [
        "stack      add   change  replace  destroy",
        "dev          1        1        2        1",
        "",
        "To replace:",
        "  dev: aws_lambda_alias.api",
        "  dev: aws_db_subnet_group.data",
        "",
        "To destroy:",
        "  dev: aws_iam_role.old",
        "",
        "1 to add, 1 to change, 2 to replace, 1 to destroy",
      ].join("\n"),
    });
  });

  test("adds the stacks up and shortens long lists to a page", () => {
    const destroyed = Array.from({ length: 20 }, (_, index) => change(`aws_sqs_queue.queue-${index}`, "delete"));
    const page = summaryOf([
      { stack: "dev-recovery", changes: [] },
      { stack: "dev", changes: destroyed },
    ]);
    expect(page.split("\n")).toHaveLength(23);
    expect(page).toMatch(/\n {2}dev: aws_sqs_queue\.queue-14\n {2}and 5 more\n/);
    expect(page).toMatch(/\n0 to add, 0 to change, 0 to replace, 20 to destroy$/);
  });

  test.each([
    [[], "no plan; name files of terraform show -json"],
    [["missing.json"], "missing.json: not a plan; allowed: the output of terraform show -json"],
    [["null.json"], "null.json: not a plan; allowed: the output of terraform show -json"],
    [["other.json"], "other.json: not a plan; allowed: the output of terraform show -json"],
  ])("rejects %j", async (files, errors) => {
    const machine = bareMachine(fs.mkdtempSync(path.join(folder, "machine-")));
    fs.writeFileSync(path.join(machine.cwd, "other.json"), "{}");
    fs.writeFileSync(path.join(machine.cwd, "null.json"), "null");
    expect(await runGroundplan(machine, ["summary", ...files])).toEqual({ exitCode: 2, output: "", errors });
  });
});
