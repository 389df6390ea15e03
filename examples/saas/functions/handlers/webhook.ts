import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from "aws-lambda";
import { errors, metrics, type ErrorCode } from "../contract";
import { count, describeError, logger, observed } from "../observability";
import { pinnedRoots } from "../paypal/certificates";
import { Forged } from "../paypal/forged";
import { receive } from "../paypal/receive";
import { readPayPalSecret } from "../paypal/secret";
import { verifyDelivery } from "../paypal/verify-delivery";
import { setting } from "../settings";

/** An entry of the bus has at most 256 KB; PayPal's events have some KB. */
const MAX_BYTES = 200_000;

const roots = pinnedRoots();

/** Accepts PayPal's webhooks. The answer is 200 after the bus has taken the event; PayPal repeats others. */
export function handler(event: APIGatewayProxyEvent, context: Context): Promise<APIGatewayProxyResult> {
  return observed("receivePayPalEvent", context, async () => {
    try {
      return await accept(event);
    } catch (error) {
      if (error instanceof Forged) {
        count(metrics.webhooksRefused);
        logger.warn("Refused", { reason: error.reason });
        return answer("invalid-signature");
      }
      logger.error("Failed", { failure: describeError(error) });
      return answer("temporarily-unavailable");
    }
  });
}

async function accept({ headers, body, isBase64Encoded }: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> {
  const bytes = Buffer.from(body ?? "", isBase64Encoded ? "base64" : "utf8");
  if (bytes.length > MAX_BYTES) return answer("payload-too-large");
  const values = new Map(Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]));
  const delivery = { body: bytes, header: (name: string) => values.get(name) };
  const { webhookId } = await readPayPalSecret();
  const certificateHosts = setting("PAYPAL_CERTIFICATE_HOSTS").split(",");
  const verified = await verifyDelivery(delivery, { webhookId, certificateHosts, roots, now: new Date() });
  const isNew = await receive(verified);
  if (isNew) count(metrics.webhooksAccepted);
  logger.info("Accepted", { event: verified.id, type: verified.event_type, isNew });
  return { statusCode: 200, headers: { "content-type": "application/json" }, body: "{}" };
}

function answer(code: ErrorCode): APIGatewayProxyResult {
  return { statusCode: errors[code], headers: { "content-type": "application/json" }, body: JSON.stringify({ code }) };
}
