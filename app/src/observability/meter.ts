import { Metrics, MetricUnit } from "@aws-lambda-powertools/metrics";
import { metricNamespace, metrics as names, metricService, type MetricName } from "../../contract";

/** Collects business metrics during an invocation. */
export interface Meter {
  add(name: MetricName, value?: number): void;
  /** Writes what was collected, in CloudWatch's embedded metric format. */
  flush(): void;
}

const units: Readonly<Partial<Record<MetricName, "Seconds">>> = {
  [names.outboxAge]: MetricUnit.Seconds,
  [names.orderAge]: MetricUnit.Seconds,
};

/** Metrics with the dimensions `service` and `environment`, which the alarms of the platform select by. */
export function createMeter(environment: string): Meter {
  const metrics = new Metrics({
    namespace: metricNamespace,
    serviceName: metricService,
    defaultDimensions: { environment },
  });
  return {
    add: (name, value = 1) => metrics.addMetric(name, units[name] ?? MetricUnit.Count, value),
    flush: () => {
      if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
    },
  };
}
