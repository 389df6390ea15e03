import type { Graph, Metric, Signal } from "../core";
interface QueueMetrics {
  /** Prefix of the signal ids: the construct's id. */
  readonly id: string;
  readonly name: string;
  readonly deadLetterName: string;
  /** Seconds within which a message has been delivered for the last time: an older one was never tried. */
  readonly longestDeliverySeconds: number;
}

const PERIOD_SECONDS = 300;

/** Signals of a queue: any dead letter, and messages that are not consumed in time. */
export function queueSignals({ id, name, deadLetterName, longestDeliverySeconds }: QueueMetrics): readonly Signal[] {
  return [
    {
      ...metric(deadLetterName, "ApproximateNumberOfMessagesVisible", "Maximum", "Dead letters"),
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

export function queueGraphs({ name, deadLetterName }: Pick<QueueMetrics, "name" | "deadLetterName">): readonly Graph[] {
  return [
    {
      title: "Queue messages",
      metrics: [
        metric(name, "NumberOfMessagesSent", "Sum", "Sent"),
        metric(name, "NumberOfMessagesDeleted", "Sum", "Done"),
        metric(name, "ApproximateNumberOfMessagesVisible", "Maximum", "Waiting"),
        metric(deadLetterName, "ApproximateNumberOfMessagesVisible", "Maximum", "Dead letters"),
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
