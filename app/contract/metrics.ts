/** Business metrics that the application writes in CloudWatch's embedded metric format, with the dimensions `service` and `environment`. */
export const metricNamespace = "Shop";

export const metricService = "shop";

export const metrics = {
  ordersPlaced: "OrdersPlaced",
  ordersPaid: "OrdersPaid",
  ordersCancelled: "OrdersCancelled",
  pointsRedeemed: "PointsRedeemed",
  feedbackGiven: "FeedbackGiven",
  /** Seconds that the oldest message has been waiting in the outbox; written at every run, so silence is a fault. */
  outboxAge: "OutboxAgeSeconds",
  /** Seconds since the oldest order was placed that is neither paid nor cancelled. */
  orderAge: "OldestPlacedOrderSeconds",
  cacheUnavailable: "CacheUnavailable",
} as const;

export type MetricName = (typeof metrics)[keyof typeof metrics];
