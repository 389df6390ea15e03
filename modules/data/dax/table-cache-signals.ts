import type { Graph, Metric, Signal } from "../../core";

const EVALUATION = {
  comparison: "above",
  periodSeconds: 300,
  evaluationPeriods: 2,
  missingData: "notBreaching",
} as const;

/** Signals of a cache: nodes above 80 % CPU, throttled requests and internal faults. */
export function tableCacheSignals(id: string, name: string): readonly Signal[] {
  return [
    {
      ...EVALUATION,
      ...metric(name, "CPUUtilization", "Average", "CPU (%)"),
      id: `${id}-cpu`,
      why: "The nodes of the cache are busy; add nodes or choose a larger node type",
      threshold: 80,
    },
    {
      ...EVALUATION,
      ...metric(name, "ThrottledRequestCount", "Sum", "Throttled requests"),
      id: `${id}-throttles`,
      why: "The cache or its tables throttle requests; add nodes, or raise the maxima of the tables",
      threshold: 0,
    },
    {
      ...EVALUATION,
      ...metric(name, "FaultRequestCount", "Sum", "Faults"),
      id: `${id}-faults`,
      why: "The cache fails with internal errors; clients should read from the tables instead",
      threshold: 0,
    },
  ];
}

export function tableCacheGraphs(name: string): readonly Graph[] {
  const sum = (metricName: string, label: string): Metric => metric(name, metricName, "Sum", label);
  return [
    {
      title: `${name} hits and misses`,
      metrics: [
        sum("ItemCacheHits", "Item hits"),
        sum("ItemCacheMisses", "Item misses"),
        sum("QueryCacheHits", "Query hits"),
        sum("QueryCacheMisses", "Query misses"),
      ],
    },
    {
      title: `${name} requests`,
      metrics: [
        sum("TotalRequestCount", "Requests"),
        sum("ErrorRequestCount", "Errors"),
        sum("FaultRequestCount", "Faults"),
      ],
    },
  ];
}

function metric(name: string, metricName: string, statistic: string, label: string): Metric {
  return { namespace: "AWS/DAX", metricName, dimensions: { ClusterId: name }, statistic, label };
}
