import type { Graph, Metric, Signal } from "../../core";

const EVALUATION = {
  comparison: "at-or-above",
  periodSeconds: 300,
  evaluationPeriods: 1,
  missingData: "notBreaching",
} as const;

const ERRORS_IN_PERIOD = 5;
const THROTTLES_IN_PERIOD = 1;

/** Signals of a function: errors and throttles in five minutes. */
export function functionSignals(id: string, functionName: string): readonly Signal[] {
  return [
    {
      ...metric(functionName, "Errors", "Sum", "Errors"),
      ...EVALUATION,
      id: `${id}-errors`,
      why: "Invocations end in an unhandled error or a timeout; read the function's log group",
      threshold: ERRORS_IN_PERIOD,
    },
    {
      ...metric(functionName, "Throttles", "Sum", "Throttles"),
      ...EVALUATION,
      id: `${id}-throttles`,
      why: "Invocations are refused for want of concurrency; raise the reserved concurrency or the account's quota",
      threshold: THROTTLES_IN_PERIOD,
    },
  ];
}

export function functionGraphs(functionName: string): readonly Graph[] {
  const of = (metricName: string, statistic: string, label: string): Metric =>
    metric(functionName, metricName, statistic, label);
  return [
    {
      title: "Function invocations",
      metrics: [
        of("Invocations", "Sum", "Invocations"),
        of("Errors", "Sum", "Errors"),
        of("Throttles", "Sum", "Throttles"),
      ],
    },
    {
      title: "Function duration (ms)",
      metrics: ["p50", "p95", "p99"].map((statistic) => of("Duration", statistic, statistic)),
    },
    {
      title: "Function concurrency",
      metrics: [of("ConcurrentExecutions", "Maximum", "Concurrent executions")],
    },
  ];
}

function metric(functionName: string, metricName: string, statistic: string, label: string): Metric {
  return { namespace: "AWS/Lambda", metricName, dimensions: { FunctionName: functionName }, statistic, label };
}
