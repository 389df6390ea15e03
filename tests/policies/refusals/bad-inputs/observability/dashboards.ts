import { type BadInput, refused } from "../bad-input";

const dashboard = (body: unknown, name = "shop") => ({
  aws_cloudwatch_dashboard: { shop: { dashboard_name: name, dashboard_body: JSON.stringify(body) } },
});
const widget = (changes: object, properties: object = {}) =>
  dashboard({
    widgets: [
      {
        type: "metric",
        x: 0,
        y: 0,
        width: 6,
        height: 6,
        properties: { region: "us-east-1", metrics: [["AWS/Lambda", "Errors"]], ...properties },
        ...changes,
      },
    ],
  });

export const DASHBOARDS: readonly BadInput[] = [
  refused(
    "pf-cloudwatch-dashboard-widget-position",
    "aws_cloudwatch_dashboard.shop ",
    "Dashboard widget 0 has x=24, above the maximum 23",
    widget({ x: 24 }),
  ),
  refused(
    "pf-cloudwatch-dashboard-widget-height-max",
    "aws_cloudwatch_dashboard.shop ",
    "Widget 0 has height=2000",
    widget({ height: 2000 }),
  ),
  refused(
    "pf-cloudwatch-dashboard-widget-position-min",
    "aws_cloudwatch_dashboard.shop ",
    'Widget 0 has y=-1; PutDashboard fails with "Should be >= 0"',
    widget({ y: -1 }),
  ),
  refused(
    "pf-cloudwatch-dashboard-widget-period",
    "aws_cloudwatch_dashboard.shop ",
    "Widget 0 sets period 90",
    widget({}, { period: 90 }),
  ),
  refused(
    "pf-cloudwatch-dashboard-widget-stat-syntax",
    "aws_cloudwatch_dashboard.shop ",
    "Widget 0 has stat 'Total'",
    widget({}, { stat: "Total" }),
  ),
  refused(
    "pf-cloudwatch-dashboard-yaxis-range",
    "aws_cloudwatch_dashboard.shop ",
    "Widget 0 has yAxis left min=10 and max=5; PutDashboard rejects the",
    widget({}, { yAxis: { left: { min: 10, max: 5 } } }),
  ),
  refused(
    "pf-cloudwatch-dashboard-metric-widget-source",
    "aws_cloudwatch_dashboard.shop ",
    "Metric widget 0 has no region plus data source",
    widget({ properties: { metrics: [["AWS/Lambda", "Errors"]] } }),
  ),
  refused(
    "pf-cloudwatch-dashboard-text-widget-markdown",
    "aws_cloudwatch_dashboard.shop ",
    "Text widget 0 has no markdown",
    widget({ type: "text", properties: {} }),
  ),
  refused(
    "pf-cloudwatch-dashboard-alarm-widget-alarms",
    "aws_cloudwatch_dashboard.shop ",
    "Alarm widget 0 has no alarms list",
    widget({ type: "alarm", properties: { title: "Alarms" } }),
  ),
  refused(
    "pf-cloudwatch-dashboard-widgets",
    "aws_cloudwatch_dashboard.shop dashboard_body",
    "dashboard_body has no 'widgets' key",
    dashboard({ widget: [] }),
  ),
  refused(
    "pf-cloudwatch-dashboard-widgets-array",
    "aws_cloudwatch_dashboard.shop dashboard_body",
    "The widgets key is not an array",
    dashboard({ widgets: {} }),
  ),
  refused(
    "pf-cloudwatch-dashboard-widget-fields",
    "aws_cloudwatch_dashboard.shop ",
    "Dashboard widget 0 is missing 'properties'",
    dashboard({ widgets: [{ type: "text" }] }),
  ),
];
