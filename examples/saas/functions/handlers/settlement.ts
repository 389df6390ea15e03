import type { Context, EventBridgeEvent } from "aws-lambda";
import { payPalEvent, type PayPalEvent } from "../contract";
import { logger, observed } from "../observability";
import { settle } from "../paypal/settle";

/** Target of the rule for PayPal's events. EventBridge repeats an event whose handling fails. */
export function handler(event: EventBridgeEvent<string, PayPalEvent>, context: Context): Promise<void> {
  return observed("settle", context, async () => {
    const reported = payPalEvent.parse(event.detail);
    const result = await settle(reported);
    logger.info("Settled", { event: reported.id, type: reported.event_type, result });
  });
}
