import type { TestStack } from "groundplan/testing";
import { requirement, standbyRequirement } from "./requirement";

const COMPOSITE = "aws_cloudwatch_composite_alarm";
const SUBSCRIPTION = "aws_sns_topic_subscription";
const ALARM = "aws_cloudwatch_metric_alarm";
const PAGER = { type: SUBSCRIPTION, name: "critical-topic_pager-duty" } as const;

requirement(
  "critical alarms page by PagerDuty, and warnings are mails",
  (stack) => {
    expect(stack.resource(PAGER.type, PAGER.name)).toMatchObject({
      protocol: "https",
      endpoint: "${var.pager-duty-url}",
      endpoint_auto_confirms: true,
      redrive_policy: expect.stringContaining("aws_sqs_queue.undelivered-queue"),
    });
    const topics = Object.values(stack.resources("aws_sns_topic")).map(({ name }) => name);
    expect(topics).toEqual(expect.arrayContaining(["saas-critical", "saas-warning"]));
    expect(stack.resource(SUBSCRIPTION, "warning-topic_email")).toMatchObject({ endpoint: "alarms@example.com" });
  },
  [
    { ...PAGER, path: "endpoint", value: "https://example.com" },
    { ...PAGER, path: "redrive_policy" },
    { ...PAGER },
    { type: SUBSCRIPTION, name: "warning-topic_email", path: "endpoint", value: "other@example.com" },
  ],
);

/** Names of alarms that no composite alarm contains. */
function withoutJourney(stack: TestStack): string[] {
  const rules = Object.values(stack.resources(COMPOSITE)).map((block) => String(block["alarm_rule"]));
  return Object.keys(stack.resources(ALARM)).filter((name) => !rules.some((rule) => rule.includes(name)));
}

const JOURNEYS = ["api", "data", "messages", "site"];

requirement(
  "single alarms warn, and one composite alarm for each journey pages, so that a storm pages once",
  (stack) => {
    for (const block of Object.values(stack.resources(ALARM))) {
      expect(block["alarm_actions"]).toEqual([expect.stringContaining("aws_sns_topic.warning-topic")]);
    }
    expect(withoutJourney(stack)).toEqual([]);
    const composites = Object.values(stack.resources(COMPOSITE));
    expect(composites.map((block) => String(block["alarm_name"])).sort()).toEqual(JOURNEYS.map((one) => `saas-${one}`));
    for (const block of composites) {
      expect(block["alarm_actions"]).toEqual([expect.stringContaining("aws_sns_topic.critical-topic")]);
    }
  },
  [
    ...JOURNEYS.flatMap((id) => [
      { type: COMPOSITE, name: `${id}-journey` },
      { type: COMPOSITE, name: `${id}-journey`, path: "alarm_actions", value: ["other"] },
      { type: COMPOSITE, name: `${id}-journey`, path: "alarm_rule", value: "FALSE" },
    ]),
    { type: ALARM, name: "alarms_topic-lost", path: "alarm_actions", value: [] },
  ],
);

requirement(
  "the dashboard has a row for each journey with graphs",
  (stack) => {
    const body = String(stack.resource("aws_cloudwatch_dashboard")["dashboard_body"]);
    for (const title of ["Site", "API", "Messages", "Data"]) expect(body).toContain(`# ${title}`);
  },
  [{ type: "aws_cloudwatch_dashboard", path: "dashboard_body", value: "{}" }],
);

standbyRequirement(
  "the second region has its own topics and composite alarms",
  (stack) => {
    const names = Object.values(stack.resources(COMPOSITE)).map((block) => String(block["alarm_name"]));
    expect(names.sort()).toEqual(["saas-standby-api", "saas-standby-data", "saas-standby-messages"]);
    expect(stack.resource(PAGER.type, PAGER.name)["protocol"]).toBe("https");
  },
  [{ type: COMPOSITE, name: "data-journey" }, { ...PAGER }],
);
