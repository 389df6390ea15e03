import type { Graph, Metric, Signal } from "../../core";

const PERIOD_SECONDS = 300;

/** Metrics that are zero as long as every message is delivered, with the conclusion from another value. */
const FAILURES = {
  failed: {
    metricName: "NumberOfNotificationsFailed",
    label: "Failed",
    why: "A subscriber refused messages or did not answer; they are in its dead-letter queue, or lost without one",
  },
  lost: {
    metricName: "NumberOfNotificationsFailedToRedriveToDlq",
    label: "Lost",
    why: "SNS could not send undelivered messages to a dead-letter queue; compare its policy and that of its key",
  },
} as const;

/** Signals of a topic: messages that a subscriber did not take, and those that a dead-letter queue did not take. */
export function topicSignals(id: string, topicName: string): readonly Signal[] {
  return Object.entries(FAILURES).map(([suffix, { metricName, label, why }]) => ({
    ...metric(topicName, metricName, label),
    id: `${id}-${suffix}`,
    why,
    threshold: 1,
    comparison: "at-or-above",
    periodSeconds: PERIOD_SECONDS,
    evaluationPeriods: 1,
    missingData: "notBreaching",
  }));
}

export function topicGraphs(topicName: string): readonly Graph[] {
  return [
    {
      title: "Topic messages",
      metrics: [
        metric(topicName, "NumberOfMessagesPublished", "Published"),
        metric(topicName, "NumberOfNotificationsDelivered", "Delivered"),
        metric(topicName, "NumberOfNotificationsFilteredOut", "Filtered out"),
        metric(topicName, FAILURES.failed.metricName, FAILURES.failed.label),
      ],
    },
  ];
}

function metric(topicName: string, metricName: string, label: string): Metric {
  return { namespace: "AWS/SNS", metricName, dimensions: { TopicName: topicName }, statistic: "Sum", label };
}
