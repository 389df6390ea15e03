import { matchedEventsSignal, type Signal } from "../../core";

interface ScheduleMetrics {
  /** Prefix of the signal ids: the construct's id. */
  readonly id: string;
  readonly groupName: string;
  readonly failedRunsRule: string;
}

interface Heartbeat {
  readonly id: string;
  readonly successfulRunsRule: string;
  readonly hours: number;
}

/** Signals of a scheduled task: runs that ECS did not start, and runs that failed. */
export function scheduledTaskSignals({ id, groupName, failedRunsRule }: ScheduleMetrics): readonly Signal[] {
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
      ruleName: failedRunsRule,
      id: `${id}-failed-runs`,
      why: "A run was stopped or did not end with exit code 0; read its log stream and the reason of the stopped task",
      label: "Failed runs",
    }),
  ];
}

/** Signal of a schedule whose runs stopped to succeed, whatever the reason. It fires until the first run succeeded. */
export function heartbeatSignal({ id, successfulRunsRule, hours }: Heartbeat): Signal {
  return {
    id: `${id}-no-success`,
    why: `No run succeeded within ${hours} hours; look for failed runs, a disabled schedule, and runs that never end`,
    namespace: "AWS/Events",
    metricName: "MatchedEvents",
    dimensions: { RuleName: successfulRunsRule },
    label: "Successful runs",
    statistic: "Sum",
    threshold: 1,
    comparison: "below",
    // EventBridge publishes nothing in an hour without a match.
    periodSeconds: 3_600,
    evaluationPeriods: hours,
    missingData: "breaching",
  };
}
