import type { Graph, Metric, Signal } from "../../core";

/** Signal of failed queries: the data changed its form, a permission is missing, or the limit of bytes is too low. */
export function queryWorkgroupSignals(id: string, workgroupName: string): readonly Signal[] {
  return [
    {
      ...queries(workgroupName, "FAILED", "Failed queries"),
      id: `${id}-failed`,
      why: "Queries fail; read the reason in the query history of the workgroup",
      threshold: 5,
      comparison: "at-or-above",
      periodSeconds: 900,
      evaluationPeriods: 1,
      missingData: "notBreaching",
    },
  ];
}

export function queryWorkgroupGraphs(workgroupName: string): readonly Graph[] {
  const states = { SUCCEEDED: "Succeeded", FAILED: "Failed", CANCELED: "Cancelled, also by the limit of bytes" };
  return [
    {
      title: "Athena queries",
      metrics: Object.entries(states).map(([state, label]) => queries(workgroupName, state, label)),
    },
    {
      title: "Bytes that Athena scanned",
      metrics: [{ ...queries(workgroupName, "SUCCEEDED", "Scanned"), metricName: "ProcessedBytes", statistic: "Sum" }],
    },
  ];
}

/** Athena publishes no counter: the number of values of an execution time is that of the queries. */
function queries(workgroupName: string, state: string, label: string): Metric {
  return {
    namespace: "AWS/Athena",
    metricName: "TotalExecutionTime",
    dimensions: { WorkGroup: workgroupName, QueryState: state, QueryType: "DML" },
    statistic: "SampleCount",
    label,
  };
}
