import { metricNamespace, metricService, metrics, type MetricName } from "../../app/contract";
import type { Graph, Metric, Signal } from "../../modules/core";

const PERIOD_SECONDS = 300;

/** A metric of the environment by its name in the application. */
type MetricOf = (metricName: MetricName, statistic: string, label: string) => Metric;

/** Signals and graphs of the metrics that the application reports. */
export function businessMetrics(environment: string): { signals: readonly Signal[]; graphs: readonly Graph[] } {
  const of: MetricOf = (metricName, statistic, label) => ({
    namespace: metricNamespace,
    metricName,
    dimensions: { service: metricService, environment },
    statistic,
    label,
  });
  return { signals: signalsOf(of), graphs: graphsOf(of) };
}

function signalsOf(of: MetricOf): Signal[] {
  const often = { comparison: "above", periodSeconds: PERIOD_SECONDS, evaluationPeriods: 2 } as const;
  return [
    {
      ...of(metrics.outboxAge, "Maximum", "Oldest message"),
      ...often,
      id: "outbox-age",
      why: "Placed orders do not reach the queue, so nobody pays them; read the outbox function's log group",
      threshold: PERIOD_SECONDS,
      missingData: "breaching",
    },
    {
      ...of(metrics.orderAge, "Maximum", "Oldest open order"),
      ...often,
      id: "order-age",
      why: "An order is neither paid nor cancelled, its stock and points reserved: its execution of the payment workflow, named after it, waits or has failed; redrive one that failed",
      threshold: 3_600,
      // The outbox's age, which the same runs write, tells when they do not run.
      missingData: "notBreaching",
    },
    {
      ...of(metrics.unexpectedRefunds, "Sum", "Unexpected refunds"),
      comparison: "above",
      periodSeconds: PERIOD_SECONDS,
      evaluationPeriods: 1,
      id: "unexpected-refunds",
      why: "A charge ended after its order was cancelled, or its order is unknown after a restore; it was refunded: compare the provider's refund with the order in the payment function's log",
      threshold: 0,
      missingData: "notBreaching",
    },
  ];
}

function graphsOf(of: MetricOf): Graph[] {
  return [
    {
      title: "Orders",
      metrics: [
        of(metrics.ordersPlaced, "Sum", "Placed"),
        of(metrics.ordersPaid, "Sum", "Paid"),
        of(metrics.ordersCancelled, "Sum", "Cancelled"),
      ],
    },
    { title: "Outbox (s)", metrics: [of(metrics.outboxAge, "Maximum", "Oldest message")] },
    { title: "Open orders (s)", metrics: [of(metrics.orderAge, "Maximum", "Oldest open order")] },
  ];
}
