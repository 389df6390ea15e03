import type { Graph, Metric, Signal } from "../../core";

/** Errors of five minutes above which users are affected, not single requests. */
const ERRORS_IN_PERIOD = 10;
const LATENCY_SECONDS = 5;

const NOT_BREACHING = { comparison: "above", missingData: "notBreaching" } as const;

/** Signals of a load balancer: errors of targets and of its own, latency in seconds, rejected connections. */
export function loadBalancerSignals(id: string, arnSuffix: string): readonly Signal[] {
  const of = (metricName: string, statistic: string, label: string) =>
    ({ ...metric(arnSuffix, metricName, statistic, label), ...NOT_BREACHING }) as const;
  const inFiveMinutes = { periodSeconds: 300, evaluationPeriods: 1 } as const;
  return [
    {
      ...of("HTTPCode_Target_5XX_Count", "Sum", "5xx of targets"),
      ...inFiveMinutes,
      id: `${id}-target-5xx`,
      why: "The application answers with server errors; read its log group",
      threshold: ERRORS_IN_PERIOD,
    },
    {
      ...of("HTTPCode_ELB_5XX_Count", "Sum", "5xx of the load balancer"),
      ...inFiveMinutes,
      id: `${id}-load-balancer-5xx`,
      why: "The load balancer reaches no target in time: no healthy task, a timeout, or a closed connection",
      threshold: ERRORS_IN_PERIOD,
    },
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
      ...inFiveMinutes,
      id: `${id}-rejected-connections`,
      why: "The load balancer reached its maximum of connections and refuses clients",
      threshold: 0,
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
