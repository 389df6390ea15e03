import type { Graph, Metric, Signal } from "../../core";

const metric = (name: string, metricName: string, label: string): Metric => ({
  namespace: "CloudWatchSynthetics",
  metricName,
  dimensions: { CanaryName: name },
  statistic: "Average",
  label,
});

/** Signal of two failed runs in a row. A canary that no longer runs is a fault as well. */
export function canarySignals(id: string, name: string, everyMinutes: number): readonly Signal[] {
  return [
    {
      ...metric(name, "SuccessPercent", "Successful runs (%)"),
      id: `${id}-failed`,
      why: "The journey of the canary fails, or the canary no longer runs; its artifacts show the step",
      threshold: 100,
      comparison: "below",
      periodSeconds: everyMinutes * 60,
      evaluationPeriods: 2,
      missingData: "breaching",
    },
  ];
}

export function canaryGraphs(name: string): readonly Graph[] {
  return [
    { title: `${name} success (%)`, metrics: [metric(name, "SuccessPercent", "Successful runs")] },
    { title: `${name} duration (ms)`, metrics: [metric(name, "Duration", "Duration")] },
  ];
}
