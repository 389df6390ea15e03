import { matchedEventsSignal, type EventPattern, type Signal } from "../../core";

/** Name of the rule that counts failed runs. */
export const failedRunsRule = (jobName: string): string => `${jobName}-failed-runs`;

/** Pattern of the events of runs that failed or reached the timeout. */
export function failedRuns(jobName: string): EventPattern {
  return {
    source: ["aws.glue"],
    "detail-type": ["Glue Job State Change"],
    detail: { jobName: [jobName], state: ["FAILED", "TIMEOUT"] },
  };
}

/** Glue publishes no metric of runs. */
export function etlJobSignals(id: string, jobName: string): readonly Signal[] {
  return [
    matchedEventsSignal({
      ruleName: failedRunsRule(jobName),
      id: `${id}-failed-runs`,
      why: "A run failed, or was stopped at its timeout; read its error in the console and in the log group",
      label: "Failed runs",
    }),
  ];
}
