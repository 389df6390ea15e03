import { createVerify, type X509Certificate } from "node:crypto";
import { crc32 } from "node:zlib";
import { payPalEvent, type PayPalEvent } from "../contract";
import { certificateAt } from "./certificates";
import { Forged } from "./forged";

/** A delivery is retried for days, each time with a new time and signature. */
const WINDOW_MILLIS = 5 * 60_000;

/** Name of Node.js for each algorithm that PayPal names. */
const ALGORITHMS: Readonly<Record<string, string>> = { SHA256withRSA: "RSA-SHA256" };

export interface Delivery {
  /** Value of a header, whose name has no case. */
  header(name: string): string | undefined;
  /** Bytes of the body as they arrived: a body that was parsed and written again has another checksum. */
  readonly body: Buffer;
}

export interface Expectation {
  /** Id of the webhook, which PayPal signs and does not send. */
  readonly webhookId: string;
  readonly certificateHosts: readonly string[];
  readonly roots: readonly X509Certificate[];
  readonly now: Date;
}

/** Returns the event of a delivery. @throws Forged unless PayPal has signed it for this webhook within five minutes. */
export async function verifyDelivery(delivery: Delivery, expectation: Expectation): Promise<PayPalEvent> {
  const { webhookId, certificateHosts, roots, now } = expectation;
  const given = (name: string): string => {
    const value = delivery.header(`paypal-${name}`);
    if (!value) throw new Forged(`no-${name}`);
    return value;
  };
  const [id, time, signature] = [given("transmission-id"), given("transmission-time"), given("transmission-sig")];
  const algorithm = ALGORITHMS[given("auth-algo")];
  if (!algorithm) throw new Forged("algorithm");
  // Also true for a time that is none.
  if (!(Math.abs(now.getTime() - Date.parse(time)) <= WINDOW_MILLIS)) throw new Forged("time");
  const certificate = await certificateAt(given("cert-url"), certificateHosts, roots, now);
  const signed = [id, time, webhookId, crc32(delivery.body)].join("|");
  const isSigned = createVerify(algorithm).update(signed).verify(certificate.publicKey, signature, "base64");
  if (!isSigned) throw new Forged("signature");
  return eventIn(delivery.body);
}

function eventIn(body: Buffer): PayPalEvent {
  try {
    return payPalEvent.parse(JSON.parse(body.toString("utf8")));
  } catch {
    throw new Forged("body");
  }
}
