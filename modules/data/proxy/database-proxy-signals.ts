import type { Graph, Metric, Signal } from "../../core";

const LATE_MICROSECONDS = 100_000;
const FAILED_IN_PERIOD = 10;
const EVALUATION = {
  comparison: "above",
  periodSeconds: 300,
  evaluationPeriods: 1,
  missingData: "notBreaching",
} as const;

/** Signals of a proxy: clients that wait 0.1 s for a connection, and ten that fail to sign in within five minutes. */
export function databaseProxySignals(id: string, name: string): readonly Signal[] {
  return [
    {
      ...EVALUATION,
      ...metric(name, "DatabaseConnectionsBorrowLatency", "Average", "Wait (µs)"),
      id: `${id}-borrow-latency`,
      why: "Clients wait for connections of the database: sessions are pinned, or maxConnectionsPercent is too low",
      threshold: LATE_MICROSECONDS,
      evaluationPeriods: 2,
    },
    {
      ...EVALUATION,
      ...metric(name, "ClientConnectionsSetupFailedAuth", "Sum", "Failed sign-ins"),
      id: `${id}-authentication`,
      why: "Clients fail to sign in: their role lacks the grant, or their database user has no secret",
      threshold: FAILED_IN_PERIOD,
    },
  ];
}

export function databaseProxyGraphs(name: string): readonly Graph[] {
  return [
    {
      title: `${name} connections`,
      metrics: [
        metric(name, "ClientConnections", "Sum", "Clients"),
        metric(name, "DatabaseConnections", "Sum", "Database"),
        metric(name, "DatabaseConnectionsCurrentlySessionPinned", "Sum", "Pinned"),
      ],
    },
    { title: `${name} wait (µs)`, metrics: [metric(name, "DatabaseConnectionsBorrowLatency", "Average", "Wait")] },
  ];
}

function metric(name: string, metricName: string, statistic: string, label: string): Metric {
  return { namespace: "AWS/RDS", metricName, dimensions: { ProxyName: name }, statistic, label };
}
