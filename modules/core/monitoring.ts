/** One CloudWatch metric of one resource. */
export interface Metric {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** CloudWatch statistic: `Sum`, `Average`, `Maximum`, `p95`... */
  readonly statistic: string;
  /** Text in the legend of a dashboard graph. */
  readonly label: string;
}

/** A metric that is worth an alarm, listed by the module that knows why. `observability` turns it into an alarm. */
export interface Signal extends Metric {
  /** Kebab-case and unique within a stack; becomes the alarm's construct id and the suffix of its name. */
  readonly id: string;
  /** What an operator should conclude when the alarm fires. */
  readonly why: string;
  readonly threshold: number;
  readonly comparison: "above" | "at-or-above" | "below";
  readonly periodSeconds: number;
  /** Consecutive periods over the threshold before the alarm fires. */
  readonly evaluationPeriods: number;
  /** `breaching` where silence itself is a fault, otherwise `notBreaching`. */
  readonly missingData: "notBreaching" | "breaching";
}

/** One graph of a dashboard. */
export interface Graph {
  readonly title: string;
  readonly metrics: readonly Metric[];
}
