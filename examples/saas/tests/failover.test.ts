import fs from "node:fs";
import path from "node:path";
import { exampleFixture } from "../../../tests/support/synthesized";
import { mutate, type Mutation } from "../../../tests/support/requirements";
import { TestStack } from "../../../testing";
import { DEMANDED, failoverMinutes, objectiveLines, recoveryPoints, stepsOf } from "./objectives";
import { recoveryRequirement, standbyRequirement, requirement } from "./requirement";

const read = (file: string) => fs.readFileSync(path.resolve(__dirname, "../docs", file), "utf8");
const runbook = read("runbooks/failover.md");
const [main, standby] = [exampleFixture("saas", "prod"), exampleFixture("saas", "prod-standby")];

const mutated = (stack: TestStack, mutation: Mutation) =>
  new TestStack({ name: stack.name, config: mutate(stack.config, mutation) });

const isHeld = (points: ReturnType<typeof recoveryPoints>): boolean =>
  points.every(({ minutes }) => minutes <= DEMANDED.recoveryPoint);

describe("SA-DR1 achieves an RPO of 15 minutes and an RTO of an hour", () => {
  test("by the lags of its alarms and the steps of its runbook, as the page says", () => {
    const points = recoveryPoints(main, standby);
    const minutes = failoverMinutes(stepsOf(runbook));
    const lines = objectiveLines(points, minutes);
    process.stdout.write(`${lines.join("\n")}\n`);
    expect(isHeld(points)).toBe(true);
    expect(minutes).toBeLessThanOrEqual(DEMANDED.recoveryTime);
    expect(read("recovery.md")).toContain(lines.join("\n"));
  });

  const ALARM = "aws_cloudwatch_metric_alarm";
  test.each<[string, Mutation]>([
    ["a later alarm", { type: ALARM, name: "users-table-us-west-2-replication", path: "threshold", value: 660_000 }],
    ["a longer evaluation", { type: ALARM, name: "users-table-us-west-2-repl", path: "evaluation_periods", value: 30 }],
  ])("not with %s of a table", (_, mutation) => {
    expect(isHeld(recoveryPoints(mutated(main, mutation), standby))).toBe(false);
  });

  test.each<[string, Mutation]>([
    ["a later alarm", { type: ALARM, name: "database-lag", path: "threshold", value: 660 }],
    ["no alarm", { type: ALARM, name: "database-lag" }],
  ])("not with %s of the database", (_, mutation) => {
    expect(isHeld(recoveryPoints(main, mutated(standby, mutation)))).toBe(false);
  });

  test("not without copies of objects", () => {
    const { aws_s3_bucket_replication_configuration: _, ...resource } = main.config.resource!;
    const stack = new TestStack({ name: "prod", config: { ...main.config, resource } });
    expect(isHeld(recoveryPoints(stack, standby))).toBe(false);
  });

  test("not with a longer or a missing step", () => {
    const steps = stepsOf(runbook);
    expect(Object.keys(steps)).toEqual(["Decide", "Set the active region", "Plan", "Apply", "Check"]);
    expect(failoverMinutes({ ...steps, Apply: 45 })).toBeGreaterThan(DEMANDED.recoveryTime);
    expect(failoverMinutes(stepsOf(runbook.replace("**Apply** (15 min", "**Apply** (soon")))).toBe(Infinity);
  });
});

const DATABASE = { type: "aws_db_instance" } as const;

standbyRequirement(
  "SA-DR1 follows the database of the main region, with the state of the stack in the second region",
  (stack) => {
    expect(stack.config.terraform["backend"]).toMatchObject({
      s3: { bucket: "saas-tfstate-123456789012-us-west-2", region: "us-west-2", key: "prod-standby/terraform.tfstate" },
    });
    expect(stack.resource(DATABASE.type)["replicate_source_db"]).toBe(
      "arn:aws:rds:us-east-1:123456789012:db:saas-database",
    );
  },
  [{ ...DATABASE }, { ...DATABASE, path: "replicate_source_db", value: "other" }],
);

const VAULT = { type: "aws_backup_vault" } as const;
const PLAN = { type: "aws_backup_plan" } as const;
const TESTING = { type: "aws_backup_restore_testing_plan" } as const;

recoveryRequirement(
  "SA-DR1 has a vault for copies in the second region",
  (stack) => expect(stack.resource(VAULT.type)["name"]).toBe("saas-recovery"),
  [{ ...VAULT }, { ...VAULT, path: "name", value: "other" }],
);

requirement(
  "SA-DR1 copies daily recovery points there, and restores them every week as a test",
  (stack) => {
    expect(stack.resource(PLAN.type)["rule"]).toMatchObject([
      {
        schedule: "cron(0 5 * * ? *)",
        copy_action: [{ destination_vault_arn: "arn:aws:backup:us-west-2:123456789012:backup-vault:saas-recovery" }],
      },
    ]);
    expect(stack.resource(TESTING.type)["schedule_expression"]).toBe("cron(0 7 ? * SUN *)");
    const tested = Object.values(stack.resources("aws_backup_restore_testing_selection"));
    expect(tested.map((selection) => selection["protected_resource_type"]).sort()).toEqual(["DynamoDB", "RDS", "S3"]);
  },
  [
    { ...PLAN, path: "rule.0.copy_action" },
    { ...PLAN, path: "rule.0.schedule", value: "cron(0 5 ? * SUN *)" },
    { ...TESTING },
    { ...TESTING, path: "schedule_expression", value: "cron(0 7 1 1 ? *)" },
    { type: "aws_backup_restore_testing_selection", name: "rds" },
  ],
);

standbyRequirement(
  "SA-DR1 restores the copies in the second region every week, into its subnets and with its key",
  (stack) => {
    expect(stack.resource(TESTING.type)).toMatchObject({
      schedule_expression: "cron(0 7 ? * SUN *)",
      recovery_point_selection: [
        { include_vaults: ["arn:aws:backup:us-west-2:123456789012:backup-vault:saas-recovery"] },
      ],
    });
    const tested = Object.values(stack.resources("aws_backup_restore_testing_selection"));
    expect(tested.map((selection) => selection["protected_resource_type"]).sort()).toEqual(["DynamoDB", "RDS", "S3"]);
    expect(stack.resource("aws_backup_restore_testing_selection", "dynamodb")["restore_metadata_overrides"]).toEqual({
      encryptionType: "KMS",
      kmsMasterKeyArn: expect.stringContaining("aws_kms_key.data-key"),
    });
    expect(stack.resource("aws_backup_restore_testing_selection", "rds")["restore_metadata_overrides"]).toEqual({
      dbSubnetGroupName: expect.stringContaining("aws_db_subnet_group.database"),
    });
  },
  [
    { ...TESTING },
    { ...TESTING, path: "recovery_point_selection.0.include_vaults", value: [] },
    { type: "aws_backup_restore_testing_selection", name: "rds" },
    { type: "aws_backup_restore_testing_selection", name: "dynamodb", path: "restore_metadata_overrides" },
  ],
);

/** Rows of the page by the resource types that the standby has not, or has with a content of its own. */
const NOT_REPLICATED: readonly (readonly [types: RegExp, row: string])[] = [
  [/^aws_appconfig_/, "flags of AppConfig"],
  [/^aws_backup_/, "recovery points of the promoted database"],
  [/^aws_(?:cloudfront|s3)_/, "bucket of the site"],
  [/^aws_cognito_/, "users and groups of Cognito"],
  [/^aws_db_proxy/, "proxy of the database"],
  [/^aws_secretsmanager_secret_rotation$/, "rotation of secrets"],
  [/^aws_(?:synthetics_|cloudwatch_log_)/, "logs, dashboards and the state of alarms and canaries"],
  [/^aws_(?:athena|cloudformation|glue|quicksight)_/, "catalogue, query results and jobs of analytics"],
  [/^aws_(?:elasticache|dax)_/, "content of Redis and DAX"],
  [
    /^aws_(?:cloudwatch_event_archive|sfn_state_machine|sns_topic|sqs_queue)$/,
    "messages of queues, running workflows and archived events",
  ],
];

/** Types of which the standby has a replica, or which are capacity and no content. */
const REPLICATED = /^aws_(?:dynamodb_table|lambda_provisioned_concurrency_config|shield_protection)$/;

const rowOf = (type: string) => NOT_REPLICATED.find(([types]) => types.test(type))?.[1];

/** Types that only the main region has, and no row of the page explains. */
function unexplained(stack: TestStack): string[] {
  const own = Object.keys(stack.config.resource!).filter((type) => !(type in standby.config.resource!));
  return own.filter((type) => !REPLICATED.test(type) && rowOf(type) === undefined);
}

describe("SA-DR1 the page lists what is not replicated", () => {
  test("for each type of resource that only the main region has, and for content of both", () => {
    const page = read("recovery.md");
    expect(unexplained(main)).toEqual([]);
    expect(NOT_REPLICATED.filter(([, row]) => !page.includes(`\n| ${row} | `))).toEqual([]);
  });

  test("and misses one of another type", () => {
    const resource = { ...main.config.resource, aws_efs_file_system: { files: {} } };
    const stack = new TestStack({ name: "prod", config: { ...main.config, resource } });
    expect(unexplained(stack)).toEqual(["aws_efs_file_system"]);
  });
});

test("SA-DR1 shows the promotion of the replica in the plan of the runbook, and destroys no data", () => {
  const [, plan = ""] = /-refresh=false -out=plan\.tfplan\n {3}```\n\n {3}```text\n([^]*?)```/.exec(runbook) ?? [];
  expect(plan).toContain("~ aws_db_instance");
  expect(plan).not.toMatch(/-(?:\/\+)? aws_(?:db_instance|dynamodb|s3|kms|secretsmanager)/);
});
