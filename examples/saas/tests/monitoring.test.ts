import type { TestStack } from "groundplan/testing";
import { requirement, standbyRequirement } from "./requirement";

const COMPOSITE = "aws_cloudwatch_composite_alarm";
const SUBSCRIPTION = "aws_sns_topic_subscription";
const ALARM = "aws_cloudwatch_metric_alarm";
const PAGER = { type: SUBSCRIPTION, name: "critical-topic_pager-duty" } as const;

requirement(
  "SA-O1 critical alarms page by PagerDuty, and warnings are mails",
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

const JOURNEYS = ["api", "billing", "data", "reports", "site"];
const BURNS = ["availability-fast-burn", "availability-slow-burn"];

requirement(
  "SA-O1 single alarms warn, and a composite alarm for each journey and speed of a burn pages once in a storm",
  (stack) => {
    for (const block of Object.values(stack.resources(ALARM))) {
      expect(block["alarm_actions"]).toEqual([expect.stringContaining("aws_sns_topic.warning-topic")]);
    }
    expect(withoutJourney(stack)).toEqual([]);
    const composites = Object.values(stack.resources(COMPOSITE));
    const pages = [...JOURNEYS, ...BURNS].map((one) => `saas-${one}`);
    expect(composites.map((block) => String(block["alarm_name"])).sort()).toEqual(pages.sort());
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
  "SA-O1 the dashboard has a row for each journey with graphs",
  (stack) => {
    const body = String(stack.resource("aws_cloudwatch_dashboard")["dashboard_body"]);
    for (const title of ["Site", "API", "Billing", "Reports", "Data"]) expect(body).toContain(`# ${title}`);
  },
  [{ type: "aws_cloudwatch_dashboard", path: "dashboard_body", value: "{}" }],
);

standbyRequirement(
  "SA-O1 the second region has its own topics and composite alarms",
  (stack) => {
    const names = Object.values(stack.resources(COMPOSITE)).map((block) => String(block["alarm_name"]));
    const pages = ["api", "billing", "data", "reports", ...BURNS].map((one) => `saas-standby-${one}`);
    expect(names.sort()).toEqual(pages.sort());
    expect(stack.resource(PAGER.type, PAGER.name)["protocol"]).toBe("https");
  },
  [{ type: COMPOSITE, name: "data-journey" }, { ...PAGER }],
);

const CANARY = { type: "aws_synthetics_canary" } as const;

requirement(
  "SA-O1 a canary visits application and API every five minutes, traced",
  (stack) => {
    expect(stack.resource(CANARY.type)).toMatchObject({
      name: "saas-visitor",
      handler: "visitor.handler",
      schedule: { expression: "rate(5 minutes)" },
      s3_bucket: expect.stringContaining("aws_s3_bucket.lake_bucket"),
      run_config: {
        active_tracing: true,
        environment_variables: { SITE_URL: "https://saas.example.com", API_URL: "https://api.saas.example.com" },
      },
    });
    const rule = String(stack.resource(COMPOSITE, "site-journey")["alarm_rule"]);
    expect(rule).toContain("alarms_visitor-");
  },
  [
    { ...CANARY },
    { ...CANARY, path: "handler", value: "other.handler" },
    { ...CANARY, path: "schedule.expression", value: "rate(1 hour)" },
    { ...CANARY, path: "run_config.active_tracing", value: false },
    { ...CANARY, path: "run_config.environment_variables.API_URL", value: "https://example.com" },
    { type: COMPOSITE, name: "site-journey", path: "alarm_rule", value: "FALSE" },
  ],
);

const LATENCY = { type: ALARM, name: "alarms_kpi-api-latency" } as const;
const COLD_START = { type: ALARM, name: "alarms_kpi-cold-start" } as const;
const QUERY_TIME = { type: ALARM, name: "alarms_kpi-query-time" } as const;

requirement(
  "SA-K1 warns if 5 % of responses take 200 ms, of cold starts a second, or of queries 50 ms",
  (stack) => {
    const own = { namespace: "Saas", dimensions: { service: "saas", environment: "prod" } };
    const stage = { namespace: "AWS/ApiGateway", dimensions: { ApiName: "saas-rest-api", Stage: "v1" } };
    for (const [{ name }, metric] of [
      [LATENCY, { ...stage, metric_name: "Latency", threshold: 200 }],
      [COLD_START, { ...own, metric_name: "InitTime", threshold: 1_000 }],
      [QUERY_TIME, { ...own, metric_name: "QueryTime", threshold: 50 }],
    ] as const) {
      expect(stack.resource(ALARM, name)).toMatchObject({
        ...metric,
        extended_statistic: "p95",
        comparison_operator: "GreaterThanOrEqualToThreshold",
        period: 300,
      });
    }
  },
  [LATENCY, COLD_START, QUERY_TIME].flatMap((alarm) => [
    { ...alarm },
    { ...alarm, path: "threshold", value: 10_000 },
    { ...alarm, path: "extended_statistic", value: "p50" },
    { ...alarm, path: "metric_name", value: "Other" },
    { ...alarm, path: "dimensions", value: {} },
  ]),
);

const SHARE = { type: ALARM, name: "alarms_kpi-error-share" } as const;
const queryOf = (stack: TestStack, name: string) => stack.resource(ALARM, name)["metric_query"];

requirement(
  "SA-K1 warns if a request in a thousand fails",
  (stack) => {
    expect(stack.resource(ALARM, SHARE.name)).toMatchObject({
      threshold: 0.1,
      comparison_operator: "GreaterThanOrEqualToThreshold",
    });
    expect(queryOf(stack, SHARE.name)).toMatchObject([
      { expression: "100 * FILL(failed, 0) / requests", return_data: true },
      { id: "failed", metric: { metric_name: "5XXError", stat: "Sum", dimensions: { ApiName: "saas-rest-api" } } },
      { id: "requests", metric: { metric_name: "Count", stat: "Sum", dimensions: { ApiName: "saas-rest-api" } } },
    ]);
  },
  [
    { ...SHARE },
    { ...SHARE, path: "threshold", value: 1 },
    { ...SHARE, path: "metric_query.0.expression", value: "failed" },
    { ...SHARE, path: "metric_query.1.metric.metric_name", value: "4XXError" },
    { ...SHARE, path: "metric_query.2.metric.metric_name", value: "Latency" },
  ],
);

/** Share of failed requests in percent that spends the budget of 0.05 % too fast, by window. */
const WINDOWS = { "fast-5-minutes": 0.72, "fast-hour": 0.72, "slow-30-minutes": 0.3, "slow-6-hours": 0.3 } as const;

requirement(
  "SA-K1 pages while the budget of 99.95 % availability is spent too fast in both windows of a speed",
  (stack) => {
    for (const [window, threshold] of Object.entries(WINDOWS)) {
      const name = `alarms_availability-${window}`;
      expect(stack.resource(ALARM, name)).toMatchObject({ threshold, comparison_operator: "GreaterThanThreshold" });
      expect(JSON.stringify(queryOf(stack, name))).toMatch(/"metric_name":"5XXError".*"metric_name":"Count"/);
    }
    for (const burn of BURNS) {
      const rule = String(stack.resource(COMPOSITE, burn)["alarm_rule"]);
      const windows = Object.keys(WINDOWS).filter((window) => rule.includes(`alarms_availability-${window}`));
      expect([burn, windows]).toEqual([burn, Object.keys(WINDOWS).filter((one) => burn.includes(one.slice(0, 4)))]);
      expect(rule).toContain(" AND ");
    }
  },
  [
    ...Object.keys(WINDOWS).flatMap((window) => [
      { type: ALARM, name: `alarms_availability-${window}` },
      { type: ALARM, name: `alarms_availability-${window}`, path: "threshold", value: 5 },
      { type: ALARM, name: `alarms_availability-${window}`, path: "metric_query.1.metric.metric_name", value: "Count" },
    ]),
    ...BURNS.flatMap((name) => [
      { type: COMPOSITE, name },
      { type: COMPOSITE, name, path: "alarm_rule", value: "FALSE" },
    ]),
  ],
);
