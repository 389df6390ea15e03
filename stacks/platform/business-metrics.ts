import { metricNamespace, metricService, metrics, type MetricName } from "../../app/contract";
import type { Graph, Metric, Signal } from "../../modules/core";

const PERIOD_SECONDS = 300;

/** What the application itself reports of an environment: what is worth an alarm, and what an overview shows. */
export function businessMetrics(environment: string): { signals: readonly Signal[]; graphs: readonly Graph[] } {
  const of = (metricName: MetricName, statistic: string, label: string): Metric => ({
    namespace: metricNamespace,
    metricName,
    dimensions: { service: metricService, environment },
    statistic,
    label,
  });
  return {
    signals: [
      {
        ...of(metrics.outboxAge, "Maximum", "Oldest message"),
        id: "outbox-age",
        why: "Placed orders do not reach the queue, so nobody pays them; read the outbox function's log group",
        threshold: PERIOD_SECONDS,
        comparison: "above",
        periodSeconds: PERIOD_SECONDS,
        evaluationPeriods: 2,
        missingData: "breaching",
      },
    ],
    graphs: [
      {
        title: "Orders",
        metrics: [
          of(metrics.ordersPlaced, "Sum", "Placed"),
          of(metrics.ordersPaid, "Sum", "Paid"),
          of(metrics.ordersCancelled, "Sum", "Cancelled"),
        ],
      },
      { title: "Outbox (s)", metrics: [of(metrics.outboxAge, "Maximum", "Oldest message")] },
    ],
  };
}
