import { matchedEventsSignal, type EventPattern, type Signal } from "../../core";

/** Name of the rule that counts failed runs. */
export const failedRunsRule = (crawlerName: string): string => `${crawlerName}-failed-runs`;

/** Pattern of the events of failed runs. */
export function failedRuns(crawlerName: string): EventPattern {
  return {
    source: ["aws.glue"],
    "detail-type": ["Glue Crawler State Change"],
    detail: { crawlerName: [crawlerName], state: ["Failed"] },
  };
}

/** Glue publishes no metric of crawlers. */
export function crawlerSignals(id: string, crawlerName: string): readonly Signal[] {
  return [
    matchedEventsSignal({
      ruleName: failedRunsRule(crawlerName),
      id: `${id}-failed-runs`,
      why: "A crawler failed, so that tables may not show new data; read its log group",
      label: "Failed crawls",
    }),
  ];
}
