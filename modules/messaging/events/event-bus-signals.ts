import type { Graph, Metric } from "../../core";

export function eventBusGraphs(busName: string): readonly Graph[] {
  const count = (metricName: string, label: string): Metric => ({
    namespace: "AWS/Events",
    metricName,
    dimensions: { EventBusName: busName },
    statistic: "Sum",
    label,
  });
  return [{ title: "Events of the bus", metrics: [count("MatchedEvents", "Matched")] }];
}
