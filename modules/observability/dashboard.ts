import { CloudwatchDashboard } from "@cdktf/provider-aws/lib/cloudwatch-dashboard";
import { Construct } from "constructs";
import { AWS_REGIONS, Validation, checkName, type AwsRegion, type Graph, type Metric } from "../core";

/** A titled row of graphs; more than four wrap onto the next line. */
export interface DashboardRow {
  readonly title: string;
  readonly graphs: readonly Graph[];
}

export interface DashboardProps {
  /** Physical name, whole: `<name>-overview`. At most 255 letters, digits, _ and -. */
  readonly name: string;
  /** The region whose metrics the graphs show. */
  readonly region: AwsRegion;
  /** From top to bottom. At least one. */
  readonly rows: readonly DashboardRow[];
  /** Alarms whose state stands at the top, at most 100. @default no alarm list */
  readonly alarmArns?: readonly string[];
}

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

/**
 * A CloudWatch dashboard: the state of the alarms, then one row of graphs under a header per part of the system.
 *
 * Positions follow from the order of the rows alone, so that a new graph moves only what stands below it.
 */
export class Dashboard extends Construct {
  readonly dashboardName: string;
  /** Deep link into the console. */
  readonly url: string;

  /** @throws InputError when the name or region is not valid, or a row has nothing to show. */
  constructor(scope: Construct, id: string, props: DashboardProps) {
    validate(scope, id, props);
    super(scope, id);
    const { name, region } = props;
    new CloudwatchDashboard(this, "dashboard", {
      dashboardName: name,
      dashboardBody: JSON.stringify({ widgets: layOut(props) }),
    });
    this.dashboardName = name;
    this.url = `https://${region}.console.aws.amazon.com/cloudwatch/home?region=${region}#dashboards/dashboard/${name}`;
  }
}

function validate(scope: Construct, id: string, { name, region, rows, alarmArns = [] }: DashboardProps): void {
  const validation = new Validation(scope, id)
    .oneOf<string>("region", region, AWS_REGIONS, "use a region of the standard partition")
    .check(rows.length > 0, "rows", rows, "at least one row", "list what to show")
    .check(alarmArns.length <= 100, "alarmArns", alarmArns.length, "at most 100 alarms", "show the important ones");
  checkName(validation, "dashboard name", name);
  rows.forEach(({ title, graphs }) => {
    validation.check(graphs.length > 0, `rows.${title}`, graphs, "at least one graph", "add a graph or remove the row");
    graphs.forEach((graph) =>
      validation.check(
        graph.metrics.length > 0 && graph.metrics.length <= 500,
        `rows.${title}.${graph.title}`,
        graph.metrics.length,
        "1 to 500 metrics",
        "split the graph or remove it",
      ),
    );
  });
  validation.throwIfInvalid();
}

function layOut({ region, rows, alarmArns = [] }: DashboardProps): Widget[] {
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

function rowWidgets({ title, graphs }: DashboardRow, region: AwsRegion, y: number): Widget[] {
  const perLine = Math.min(graphs.length, GRAPHS_PER_LINE);
  const width = COLUMNS / perLine;
  const header: Widget = {
    type: "text",
    x: 0,
    y,
    width: COLUMNS,
    height: HEADER_HEIGHT,
    properties: { markdown: `## ${title}` },
  };
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

function graphProperties({ title, metrics }: Graph, region: AwsRegion): Widget["properties"] {
  return { title, region, view: "timeSeries", stacked: false, period: PERIOD_SECONDS, metrics: metrics.map(toRow) };
}

/** CloudWatch's own order: namespace, metric name, dimension names and values in turn, then the rendering. */
function toRow({ namespace, metricName, dimensions, statistic, label }: Metric): unknown[] {
  return [namespace, metricName, ...Object.entries(dimensions).flat(), { stat: statistic, label }];
}
