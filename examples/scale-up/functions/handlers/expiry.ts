import type { Context } from "aws-lambda";
import { logger, observed } from "../observability";
import { expireOrders } from "../orders/expire-orders";

/** Rest of the invocation that the last order needs, with its retries. */
const LAST_ORDER_MILLIS = 5_000;

/** Cancels unpaid orders. EventBridge Scheduler invokes it every few minutes. */
export function handler(_event: unknown, context: Context): Promise<{ readonly cancelled: number }> {
  return observed("expire", context, async () => {
    const cancelled = await expireOrders(() => context.getRemainingTimeInMillis() > LAST_ORDER_MILLIS);
    logger.info("Expired", { cancelled });
    return { cancelled };
  });
}
