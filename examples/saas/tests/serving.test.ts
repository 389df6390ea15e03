import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { synthesize } from "groundplan/core";
import { policyGate } from "groundplan/policies";
import { exampleFixture } from "../../../tests/support/synthesized";
import { requirementsOf } from "../../../tests/support/requirements";
import { TestStack } from "../../../testing";
import { createStacks } from "../stacks";
import { environments, tooling } from "./fixtures/environments";

const MAPPING = "aws_lambda_event_source_mapping";
const SCHEDULE = "aws_scheduler_schedule";
const TRIGGER = "aws_glue_trigger";
const CRAWLER = "aws_glue_crawler";

const prod = environments.find(({ name }) => name === "prod")!;
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "saas-serving-"));
afterAll(() => fs.rmSync(folder, { recursive: true }));

const lines: string[] = [];
const stacks = synthesize((app) => createStacks(app, [{ ...prod, active: "standby" }], tooling), {
  outdir: folder,
  gate: policyGate({ print: (line) => lines.push(line) }),
});
const failedOver = (name: string) =>
  new TestStack({ name, config: stacks.find((stack) => stack.name === name)!.config });

test("no policy has a finding after a failover", () => {
  expect(lines.join("\n")).toMatch(/ in 5 stacks: \d+ passed, 0 failed, 0 reported/);
});

describe.each([
  ["the main region before a failover", exampleFixture("saas", "prod"), true],
  ["the second region before a failover", exampleFixture("saas", "prod-standby"), false],
  ["the main region after a failover", failedOver("prod"), false],
  ["the second region after a failover", failedOver("prod-standby"), true],
])("in %s", (_, stack, serves) => {
  const requirement = requirementsOf(stack);

  requirement(
    `SA-DR1 functions ${serves ? "consume" : "do not consume"} queues, and renewals ${serves ? "" : "do not "}start`,
    (region) => {
      const enabled = Object.values(region.resources(MAPPING)).map((mapping) => mapping["enabled"]);
      expect(enabled).toEqual([serves, serves]);
      expect(region.resource(SCHEDULE, "renewals")["state"]).toBe(serves ? "ENABLED" : "DISABLED");
    },
    [
      { type: MAPPING, name: "ledger-function", path: "enabled", value: !serves },
      { type: MAPPING, name: "notifications-function", path: "enabled", value: !serves },
      { type: SCHEDULE, name: "renewals", path: "state", value: serves ? "DISABLED" : "ENABLED" },
    ],
  );
});

requirementsOf(exampleFixture("saas", "prod"))(
  "SA-A1 the job and the crawler run while the main region serves",
  (region) => {
    expect(region.resource(TRIGGER)["schedule"]).toBe("cron(0 3 * * ? *)");
    expect(region.resource(CRAWLER)["schedule"]).toBe("cron(0 3 * * ? *)");
  },
  [{ type: TRIGGER }, { type: CRAWLER, path: "schedule" }],
);

test("SA-A1 neither runs after a failover, when the tables of the main region are old", () => {
  const region = failedOver("prod");
  expect(region.resources(TRIGGER)).toEqual({});
  expect(region.resource(CRAWLER)).not.toHaveProperty("schedule");
});
