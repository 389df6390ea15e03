import { matchedEventsSignal, type Signal } from "../../core";

interface ScheduleMetrics {
  /** Prefix of the signal ids: the construct's id. */
  readonly id: string;
  readonly groupName: string;
  readonly ruleName: string;
}

/** Signals of a scheduled task: runs that ECS did not start, and runs that failed. */
export function scheduledTaskSignals({ id, groupName, ruleName }: ScheduleMetrics): readonly Signal[] {
  return [
    {
      id: `${id}-not-started`,
      why: "ECS did not start a run, and Scheduler stopped trying; the dead-letter queue has the reason",
      namespace: "AWS/Scheduler",
      metricName: "InvocationDroppedCount",
      dimensions: { ScheduleGroup: groupName },
      label: "Runs not started",
      statistic: "Sum",
      threshold: 1,
      comparison: "at-or-above",
      periodSeconds: 300,
      evaluationPeriods: 1,
      missingData: "notBreaching",
    },
    matchedEventsSignal({
      ruleName,
      id: `${id}-failed-runs`,
      why: "A run did not end with exit code 0; read its log stream and the reason of the stopped task",
      label: "Failed runs",
    }),
  ];
}
