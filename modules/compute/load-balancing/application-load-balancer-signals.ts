import type { Graph, MathSignal, Metric, Signal } from "../../core";

/** Errors of five minutes above which users are affected, not single requests. */
const ERRORS_IN_PERIOD = 10;
const LATENCY_SECONDS = 5;

const NOT_BREACHING = { comparison: "above", missingData: "notBreaching" } as const;

/** Errors of targets and of the load balancer together: a client cannot tell them apart. */
function serverErrorSignal(id: string, arnSuffix: string): MathSignal {
  const errors = (origin: string): Metric =>
    metric(arnSuffix, `HTTPCode_${origin}_5XX_Count`, "Sum", `5xx of ${origin}`);
  return {
    id: `${id}-5xx`,
    why: "Clients get server errors; the log of the application has those of targets, its events those without a target",
    label: "5xx responses",
    expression: "FILL(targets, 0) + FILL(balancer, 0)",
    metrics: { targets: errors("Target"), balancer: errors("ELB") },
    threshold: ERRORS_IN_PERIOD,
    comparison: "above",
    periodSeconds: 300,
    evaluationPeriods: 1,
    missingData: "notBreaching",
  };
}

/** Signals of a load balancer: errors, latency in seconds, rejected connections. */
export function loadBalancerSignals(id: string, arnSuffix: string): readonly (Signal | MathSignal)[] {
  const of = (metricName: string, statistic: string, label: string) =>
    ({ ...metric(arnSuffix, metricName, statistic, label), ...NOT_BREACHING }) as const;
  return [
    serverErrorSignal(id, arnSuffix),
    {
      ...of("TargetResponseTime", "p95", "p95"),
      id: `${id}-latency`,
      why: "One of twenty requests takes longer than this many seconds",
      threshold: LATENCY_SECONDS,
      periodSeconds: 60,
      evaluationPeriods: 3,
    },
    {
      ...of("RejectedConnectionCount", "Sum", "Rejected connections"),
      id: `${id}-rejected-connections`,
      why: "The load balancer reached its maximum of connections and refuses clients",
      threshold: 0,
      periodSeconds: 300,
      evaluationPeriods: 1,
    },
  ];
}

export function loadBalancerGraphs(arnSuffix: string): readonly Graph[] {
  const of = (metricName: string, statistic: string, label: string): Metric =>
    metric(arnSuffix, metricName, statistic, label);
  return [
    {
      title: "Load balancer requests",
      metrics: [
        of("RequestCount", "Sum", "Requests"),
        of("HTTPCode_Target_4XX_Count", "Sum", "4xx of targets"),
        of("HTTPCode_Target_5XX_Count", "Sum", "5xx of targets"),
        of("HTTPCode_ELB_5XX_Count", "Sum", "5xx of the load balancer"),
      ],
    },
    {
      title: "Target response time (s)",
      metrics: ["p50", "p95", "p99"].map((statistic) => of("TargetResponseTime", statistic, statistic)),
    },
    {
      title: "Load balancer connections",
      metrics: [
        of("ActiveConnectionCount", "Sum", "Active connections"),
        of("RejectedConnectionCount", "Sum", "Rejected connections"),
      ],
    },
  ];
}

function metric(LoadBalancer: string, metricName: string, statistic: string, label: string): Metric {
  return { namespace: "AWS/ApplicationELB", metricName, dimensions: { LoadBalancer }, statistic, label };
}
