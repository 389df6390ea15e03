/**
 * Business metrics that the application writes in CloudWatch's embedded metric format, with the dimensions `service`
 * and `environment`.
 */
export const metricNamespace = "Shop";

export const metricService = "shop";

export const metrics = {
  ordersPlaced: "OrdersPlaced",
  ordersPaid: "OrdersPaid",
  ordersCancelled: "OrdersCancelled",
  /** Refunds of orders that were cancelled before their charge ended, or that are unknown after a restore. */
  unexpectedRefunds: "UnexpectedRefunds",
  pointsRedeemed: "PointsRedeemed",
  feedbackGiven: "FeedbackGiven",
  cartItemsAdded: "CartItemsAdded",
  /** Age of the oldest message in the outbox in seconds; every run writes it, so missing data is a fault. */
  outboxAge: "OutboxAgeSeconds",
  /** Age in seconds of the oldest order that is neither paid nor cancelled. */
  orderAge: "OldestPlacedOrderSeconds",
  cacheUnavailable: "CacheUnavailable",
} as const;

export type MetricName = (typeof metrics)[keyof typeof metrics];
