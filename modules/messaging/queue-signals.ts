import type { Graph, Metric, Signal } from "../core";

interface QueueSignalProps {
  readonly id: string;
  readonly name: string;
  /** After so long a message was delivered for the last time, so that an older one was not even tried. */
  readonly longestDeliverySeconds: number;
}

const PERIOD_SECONDS = 300;

export const deadLetterName = (name: string): string => `${name}-dead-letters`;

/** What is worth an alarm: any dead letter, and messages that nobody gets round to. */
export function queueSignals({ id, name, longestDeliverySeconds }: QueueSignalProps): readonly Signal[] {
  return [
    {
      ...metric(deadLetterName(name), "ApproximateNumberOfMessagesVisible", "Maximum", "Dead letters"),
      id: `${id}-dead-letters`,
      why: "Messages could not be handled and were set aside; find out why, then start a redrive to the queue",
      threshold: 1,
      comparison: "at-or-above",
      periodSeconds: PERIOD_SECONDS,
      evaluationPeriods: 1,
      missingData: "notBreaching",
    },
    {
      ...metric(name, "ApproximateAgeOfOldestMessage", "Maximum", "Oldest message"),
      id: `${id}-age`,
      why: "Messages have been waiting for this many seconds: the consumer is stopped, failing or too slow",
      threshold: longestDeliverySeconds,
      comparison: "above",
      periodSeconds: PERIOD_SECONDS,
      evaluationPeriods: 1,
      missingData: "notBreaching",
    },
  ];
}

/** Graphs for a dashboard. */
export function queueGraphs(name: string): readonly Graph[] {
  return [
    {
      title: "Queue messages",
      metrics: [
        metric(name, "NumberOfMessagesSent", "Sum", "Sent"),
        metric(name, "NumberOfMessagesDeleted", "Sum", "Done"),
        metric(name, "ApproximateNumberOfMessagesVisible", "Maximum", "Waiting"),
        metric(deadLetterName(name), "ApproximateNumberOfMessagesVisible", "Maximum", "Dead letters"),
      ],
    },
    {
      title: "Oldest message (s)",
      metrics: [metric(name, "ApproximateAgeOfOldestMessage", "Maximum", "Oldest message")],
    },
  ];
}

function metric(queueName: string, metricName: string, statistic: string, label: string): Metric {
  return { namespace: "AWS/SQS", metricName, dimensions: { QueueName: queueName }, statistic, label };
}
