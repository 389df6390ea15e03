import type { Graph, Metric, Signal } from "../../core";

const ERRORS_IN_PERIOD = 10;

/** Signals of an app: answers of Amplify with a server error. */
export function amplifySiteSignals(id: string, appId: string): readonly Signal[] {
  return [
    {
      ...metric(appId, "5xxErrors", "Sum", "5xx"),
      id: `${id}-5xx`,
      why: "Amplify answers requests for the site with server errors; look at the health dashboard of AWS",
      threshold: ERRORS_IN_PERIOD,
      comparison: "at-or-above",
      periodSeconds: 300,
      evaluationPeriods: 1,
      missingData: "notBreaching",
    },
  ];
}

export function amplifySiteGraphs(appId: string): readonly Graph[] {
  return [
    {
      title: "Site requests",
      metrics: [
        metric(appId, "Requests", "Sum", "Requests"),
        metric(appId, "4xxErrors", "Sum", "4xx"),
        metric(appId, "5xxErrors", "Sum", "5xx"),
      ],
    },
  ];
}

function metric(appId: string, metricName: string, statistic: string, label: string): Metric {
  return { namespace: "AWS/AmplifyHosting", metricName, dimensions: { App: appId }, statistic, label };
}
