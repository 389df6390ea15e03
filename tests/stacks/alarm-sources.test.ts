import { metrics } from "../../app/contract";
import type { TerraformBlock } from "../../modules/core";
import type { TestStack } from "../../testing";
import { synthesizedStack } from "../support/synthesized";
import { ALARM_SOURCES, type AlarmSource } from "./alarm-sources";

const platforms = ["dev", "staging", "prod"].map(
  (name) => [name, synthesizedStack(name), synthesizedStack(`${name}-recovery`)] as const,
);

const alarmsOf = (stack: TestStack): TerraformBlock[] => Object.values(stack.resources("aws_cloudwatch_metric_alarm"));

const sourceOf = (alarm: TerraformBlock): AlarmSource | undefined =>
  ALARM_SOURCES.find(({ namespace, metric }) => namespace === alarm["namespace"] && metric === alarm["metric_name"]);

/** Values that identify the resources of a type: literals of the argument, and references to it. */
function identitiesIn(
  stacks: readonly TestStack[],
  { type, argument }: NonNullable<AlarmSource["resource"]>,
): string[] {
  return stacks.flatMap((stack) =>
    Object.entries(stack.resources(type)).flatMap(([name, block]) => [
      `\${${type}.${name}.${argument}}`,
      String(block[argument]),
    ]),
  );
}

/** Problems of an alarm: it evaluates nothing that any resource publishes, or not as it is published. */
function problemsOf(alarm: TerraformBlock, stack: TestStack, recovery: TestStack): string[] {
  const name = String(alarm["alarm_name"]);
  const source = sourceOf(alarm);
  if (!source) return [`${name}: no source of ${String(alarm["metric_name"])} is listed`];
  const dimensions = alarm["dimensions"] as Record<string, string>;
  const statistic = String(alarm["statistic"] ?? alarm["extended_statistic"]);
  const isCopy = source.metric.includes("CopyJobs");
  const emitters = source.resource && identitiesIn([isCopy ? recovery : stack], source.resource);
  const names = Object.keys(dimensions).sort();
  return [
    names.join() === source.dimensions.join() ? [] : [`${name}: dimensions ${names.join(", ")}`],
    source.statistics.includes(statistic) ? [] : [`${name}: statistic ${statistic}`],
    !emitters || emitters.includes(dimensions[source.resource!.dimension]!)
      ? []
      : [`${name}: no resource publishes it`],
  ].flat();
}

describe.each(platforms)("the alarms of %s", (_name, stack, recovery) => {
  test("evaluate metrics that a resource publishes under these dimensions", () => {
    expect(alarmsOf(stack).flatMap((alarm) => problemsOf(alarm, stack, recovery))).toEqual([]);
    expect(alarmsOf(recovery).flatMap((alarm) => problemsOf(alarm, recovery, recovery))).toEqual([]);
    expect(alarmsOf(recovery)).not.toEqual([]);
  });

  test("on dead letters belong to queues with a consumer", () => {
    const consumed = Object.values(stack.resources("aws_lambda_event_source_mapping")).map((mapping) =>
      String(mapping["event_source_arn"]),
    );
    const deadLetters = alarmsOf(stack).filter(
      ({ metric_name: metric }) => metric === "ApproximateNumberOfMessagesVisible",
    );
    expect(deadLetters.length).toBeGreaterThan(0);
    for (const { dimensions } of deadLetters) {
      const queueName = (dimensions as { QueueName: string }).QueueName.replace(/-dead-letters$/, "");
      const [[address]] = Object.entries(stack.resources("aws_sqs_queue")).filter(
        ([, queue]) => queue["name"] === queueName,
      ) as [[string, TerraformBlock]];
      expect(consumed).toContain(`\${aws_sqs_queue.${address}.arn}`);
    }
  });

  test("on web ACL rules name a rule of the web ACL", () => {
    const rules = stack.resource("aws_wafv2_web_acl")["rule"] as { visibility_config: { metric_name: string } }[];
    const published = rules.map((rule) => rule.visibility_config.metric_name);
    const watched = alarmsOf(stack).filter(({ namespace }) => namespace === "AWS/WAFV2");
    expect(watched).toHaveLength(4);
    for (const { dimensions } of watched) expect(published).toContain((dimensions as { Rule: string }).Rule);
  });

  test("treat missing data as breaching where silence is the fault", () => {
    const breaching = alarmsOf(stack).filter((alarm) => alarm["treat_missing_data"] === "breaching");
    expect(breaching.map((alarm) => alarm["metric_name"]).sort()).toEqual([
      "NumberOfBackupJobsCompleted",
      "NumberOfCopyJobsCompleted",
      "OutboxAgeSeconds",
    ]);
  });
});

test("the application publishes the metrics of its alarms", () => {
  const names = ALARM_SOURCES.filter(({ namespace }) => namespace === "Shop").map(({ metric }) => metric);
  expect(Object.values<string>(metrics)).toEqual(expect.arrayContaining(names));
});

test("every listed source has an alarm", () => {
  const used = platforms.flatMap(([, stack]) => alarmsOf(stack).map(sourceOf));
  expect(ALARM_SOURCES.filter((source) => !used.includes(source))).toEqual([]);
});

describe("an alarm that can never fire is noticed", () => {
  const [[, stack, recovery]] = platforms as [(typeof platforms)[number]];
  const copyAlarm = alarmsOf(stack).find(({ metric_name: metric }) => metric === "NumberOfCopyJobsFailed")!;
  const problems = (changes: TerraformBlock) => problemsOf({ ...copyAlarm, ...changes }, stack, recovery);

  test("on copies under the plan's own vault", () => {
    expect(problems({ dimensions: { BackupVaultName: "groundplan-dev" } })).toEqual([
      expect.stringContaining("no resource publishes it"),
    ]);
  });

  test("with another dimension, statistic or metric", () => {
    expect(problems({ dimensions: { VaultName: "groundplan-dev-recovery" } })[0]).toContain("dimensions VaultName");
    expect(problems({ statistic: "Average" })).toEqual([expect.stringContaining("statistic Average")]);
    expect(problems({ metric_name: "CopyJobsFailed" })).toEqual([
      expect.stringContaining("no source of CopyJobsFailed"),
    ]);
  });
});
