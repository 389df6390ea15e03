import type { Graph, Metric, Signal } from "../core";

const EVALUATION = {
  threshold: 1,
  comparison: "at-or-above",
  periodSeconds: 300,
  evaluationPeriods: 1,
  missingData: "notBreaching",
} as const;

/** Signals of a state machine: failed and timed-out executions. Aborted ones were aborted by a person. */
export function stateMachineSignals(id: string, stateMachineArn: string): readonly Signal[] {
  return [
    {
      ...metric(stateMachineArn, "ExecutionsFailed", "Sum", "Failed"),
      ...EVALUATION,
      id: `${id}-failed`,
      why: "Executions failed; read why in the console or the log group, then redrive them: for 14 days they go on from the state that failed",
    },
    {
      ...metric(stateMachineArn, "ExecutionsTimedOut", "Sum", "Timed out"),
      ...EVALUATION,
      id: `${id}-timed-out`,
      why: "Executions ran longer than their definition allows: something that they call is too slow or never answers; end that, then redrive them",
    },
  ];
}

export function stateMachineGraphs(stateMachineArn: string): readonly Graph[] {
  const of = (metricName: string, statistic: string, label: string): Metric =>
    metric(stateMachineArn, metricName, statistic, label);
  return [
    {
      title: "Workflow executions",
      metrics: [
        of("ExecutionsStarted", "Sum", "Started"),
        of("ExecutionsSucceeded", "Sum", "Succeeded"),
        of("ExecutionsFailed", "Sum", "Failed"),
        of("ExecutionsTimedOut", "Sum", "Timed out"),
        of("ExecutionsAborted", "Sum", "Aborted"),
      ],
    },
    {
      title: "Workflow duration (ms)",
      metrics: ["p50", "p95"].map((statistic) => of("ExecutionTime", statistic, statistic)),
    },
  ];
}

function metric(stateMachineArn: string, metricName: string, statistic: string, label: string): Metric {
  return { namespace: "AWS/States", metricName, dimensions: { StateMachineArn: stateMachineArn }, statistic, label };
}
