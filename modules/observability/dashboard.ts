import { CloudwatchDashboard } from "@cdktf/provider-aws/lib/cloudwatch-dashboard";
import { Construct } from "constructs";
import { AwsStack, partitionOf, withDefaults, type Graph, type GraphResult, type Metric } from "../core";
import { DASHBOARD_DEFAULTS, type DashboardProps, type DashboardRow } from "./dashboard-props";
import { validateDashboard } from "./dashboard-validation";

interface Widget {
  readonly type: "alarm" | "metric" | "text";
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly properties: Readonly<Record<string, unknown>>;
}

const COLUMNS = 24;
const GRAPHS_PER_LINE = 4;
const GRAPH_HEIGHT = 6;
const HEADER_HEIGHT = 1;
const ALARMS_PER_LINE = 6;
const PERIOD_SECONDS = 300;
const RESULT_PERIOD_SECONDS = 3_600;

/**
 * A CloudWatch dashboard: the state of alarms, then rows of graphs, each under a header.
 *
 * Positions derive from the order of the rows, so that a new graph moves only the widgets below it.
 */
export class Dashboard extends Construct {
  readonly dashboardName: string;
  /** Link to the dashboard in the console. */
  readonly url: string;

  /**
   * @throws InputError when the name is invalid, a row or graph is empty, or there are too many metrics or alarms.
   */
  constructor(scope: Construct, id: string, props: DashboardProps) {
    validateDashboard(scope, id, props);
    super(scope, id);
    const { name, rows, alarmArns } = withDefaults(props, DASHBOARD_DEFAULTS);
    const { region } = AwsStack.of(this);
    const widgets = layOut(rows, alarmArns, region);
    new CloudwatchDashboard(this, "dashboard", { dashboardName: name, dashboardBody: JSON.stringify({ widgets }) });
    this.dashboardName = name;
    const console = `https://${region}.${consoleDomain(region)}`;
    this.url = `${console}/cloudwatch/home?region=${region}#dashboards/dashboard/${name}`;
  }
}

/** Domain of the console; of a region that is unknown until plan that of the partition aws. */
function consoleDomain(region: string): string {
  const domains: Readonly<Record<string, string>> = {
    "aws-cn": "console.amazonaws.cn",
    "aws-us-gov": "console.amazonaws-us-gov.com",
  };
  return domains[partitionOf(region)] ?? "console.aws.amazon.com";
}

function layOut(rows: readonly DashboardRow[], alarmArns: readonly string[], region: string): Widget[] {
  const widgets = alarmArns.length > 0 ? [alarmList(alarmArns)] : [];
  return rows.reduce((above, row) => [...above, ...rowWidgets(row, region, bottomOf(above))], widgets);
}

function bottomOf(widgets: readonly Widget[]): number {
  return Math.max(0, ...widgets.map(({ y, height }) => y + height));
}

function alarmList(alarms: readonly string[]): Widget {
  const height = 1 + Math.ceil(alarms.length / ALARMS_PER_LINE);
  return { type: "alarm", x: 0, y: 0, width: COLUMNS, height, properties: { title: "Alarms", alarms } };
}

function rowWidgets({ title, graphs }: DashboardRow, region: string, y: number): Widget[] {
  const perLine = Math.min(graphs.length, GRAPHS_PER_LINE);
  const width = COLUMNS / perLine;
  const properties = { markdown: `## ${title}` };
  const header: Widget = { type: "text", x: 0, y, width: COLUMNS, height: HEADER_HEIGHT, properties };
  const widgets = graphs.map((graph, index): Widget => {
    const line = Math.floor(index / perLine);
    return {
      type: "metric",
      x: (index % perLine) * width,
      y: y + HEADER_HEIGHT + line * GRAPH_HEIGHT,
      width,
      height: GRAPH_HEIGHT,
      properties: graphProperties(graph, region),
    };
  });
  return [header, ...widgets];
}

function graphProperties({ title, metrics, result }: Graph, region: string): Widget["properties"] {
  const properties = { title, region, view: "timeSeries", stacked: false };
  if (!result) return { ...properties, period: PERIOD_SECONDS, metrics: metrics.map((metric) => toRow(metric)) };
  return { ...properties, ...calculated(metrics, result, region) };
}

/** A result has hourly points over its own days, not those that the viewer of the dashboard selects. */
function calculated(metrics: readonly Metric[], { expression, label, days }: GraphResult, region: string) {
  const hidden = metrics.map((metric, index) => toRow(metric, { id: `m${index + 1}`, visible: false }));
  const range = { start: `-P${days}D`, end: "P0D", period: RESULT_PERIOD_SECONDS };
  return { ...range, metrics: [...hidden, [{ id: "result", expression, label, region }]] };
}

/** A metric in CloudWatch's order: namespace, metric name, dimension names and values in turn, then the rendering. */
function toRow({ namespace, metricName, dimensions, statistic, label, region }: Metric, rendering = {}): unknown[] {
  const options = { stat: statistic, label, region, ...rendering };
  return [namespace, metricName, ...Object.entries(dimensions).flat(), options];
}
