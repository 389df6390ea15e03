import type { IConstruct } from "constructs";
import type { AwsRegion } from "./regions";
import { regionalProviderOf } from "./stack/provider-of-region";

/** One CloudWatch metric of one resource. */
export interface Metric {
  /** Namespace of the metric: `AWS/Lambda`. */
  readonly namespace: string;
  /** Name that the service publishes the metric under: `Errors`. */
  readonly metricName: string;
  /** Values by dimension, exactly as the service publishes them: another set selects no data. */
  readonly dimensions: Readonly<Record<string, string>>;
  /** CloudWatch statistic: `Sum`, `Average`, `Maximum`, `p95`... */
  readonly statistic: string;
  /** Text in the legend of a dashboard graph. */
  readonly label: string;
  /** Region that publishes the metric: us-east-1 for CloudFront and its web ACLs. @default the stack's region */
  readonly region?: AwsRegion;
}

/** Conditions under which an alarm fires. */
export interface AlarmCondition {
  /** Kebab-case and unique within a stack; becomes the alarm's construct id and the suffix of its name. */
  readonly id: string;
  /** Conclusion for the operator when the alarm fires. */
  readonly why: string;
  /** Limit in the unit of the metric's statistic, or of the expression. */
  readonly threshold: number;
  /** Side of the threshold on which the alarm fires. */
  readonly comparison: "above" | "at-or-above" | "below";
  /** Seconds that one data point covers: 10, 20, 30 or a multiple of 60. */
  readonly periodSeconds: number;
  /** Consecutive periods over the threshold before the alarm fires. */
  readonly evaluationPeriods: number;
  /**
   * `breaching` where the absence of data is a fault, otherwise `notBreaching`. `missing` of a switch: a health check
   * of Route 53 retains its status from one data point to the next.
   */
  readonly missingData: "notBreaching" | "breaching" | "missing";
}

/** A metric that deserves an alarm. The module of the resource lists it; `observability` creates the alarm. */
export interface Signal extends Metric, AlarmCondition {}

/** An expression over several metrics that deserves an alarm. */
export interface MathSignal extends AlarmCondition {
  /** CloudWatch expression over the names of `metrics`, such as `FILL(blue, 0) + FILL(green, 0)`. No `SEARCH`. */
  readonly expression: string;
  /** One to ten metrics by name: letters, digits and _, beginning with a lower-case letter. The expression has each. */
  readonly metrics: Readonly<Record<string, Metric>>;
  /** Name of the result. */
  readonly label: string;
}

/** A calculated line of a graph, in place of the lines of its metrics. */
export interface GraphResult {
  /** CloudWatch expression over the metrics of the graph by position, `m1` the first: `100 * m1 / m2`. */
  readonly expression: string;
  /** Text in the legend. */
  readonly label: string;
  /** Days that the graph shows up to now, whatever the range of the dashboard is. */
  readonly days: number;
}

/** One graph of a dashboard. */
export interface Graph {
  /** Heading of the graph on a dashboard. */
  readonly title: string;
  /** Lines of the graph: at least one. */
  readonly metrics: readonly Metric[];
  /** Line calculated from the metrics, which are hidden then. @default the lines of the metrics */
  readonly result?: GraphResult;
}

/** Identity and texts of a signal, and the rule whose events it counts. */
interface MatchedEvents extends Pick<Signal, "id" | "why" | "label"> {
  readonly ruleName: string;
}

/** Signal of events that match a rule of the default event bus, where one event in five minutes is a fault. */
export function matchedEventsSignal({ ruleName, ...texts }: MatchedEvents): Signal {
  return {
    ...texts,
    namespace: "AWS/Events",
    metricName: "MatchedEvents",
    dimensions: { RuleName: ruleName },
    statistic: "Sum",
    threshold: 1,
    comparison: "at-or-above",
    periodSeconds: 300,
    evaluationPeriods: 1,
    missingData: "notBreaching",
  };
}

/** Signals of a construct, with its region if that is not the stack's. Alarms in another region could never fire. */
export function signalsIn<Known extends Signal | MathSignal>(
  construct: IConstruct,
  signals: readonly Known[],
): readonly Known[] {
  return signals.map((signal) =>
    "expression" in signal
      ? { ...signal, metrics: namedMetricsIn(construct, signal.metrics) }
      : { ...signal, ...regionIn(construct, signal) },
  );
}

/** Graphs of a construct, with its region if that is not the stack's. */
export function graphsIn(construct: IConstruct, graphs: readonly Graph[]): readonly Graph[] {
  return graphs.map((graph) => ({
    ...graph,
    metrics: graph.metrics.map((metric) => ({ ...metric, ...regionIn(construct, metric) })),
  }));
}

function namedMetricsIn(construct: IConstruct, metrics: MathSignal["metrics"]): MathSignal["metrics"] {
  const moved = Object.entries(metrics).map(([name, metric]) => [name, { ...metric, ...regionIn(construct, metric) }]);
  return Object.fromEntries(moved) as MathSignal["metrics"];
}

function regionIn(construct: IConstruct, metric: Pick<Metric, "region">): Pick<Metric, "region"> {
  const regional = regionalProviderOf(construct);
  return regional ? { region: metric.region ?? regional.region } : {};
}
