import { createSign, randomUUID } from "node:crypto";
import { crc32 } from "node:zlib";

/** A webhook as it is sent. */
export interface SignedDelivery {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface Signature {
  /** Private key in PEM. */
  readonly key: string;
  readonly certificateUrl: string;
  readonly webhookId: string;
  /** @default now, by the time of the process */
  readonly time?: string;
}

/** Signs a body as PayPal does. */
export function signDelivery(
  body: string,
  { key, certificateUrl, webhookId, time = new Date().toISOString() }: Signature,
): SignedDelivery {
  const id = randomUUID();
  const signed = [id, time, webhookId, crc32(Buffer.from(body))].join("|");
  return {
    body,
    headers: {
      "Paypal-Transmission-Id": id,
      "Paypal-Transmission-Time": time,
      "Paypal-Transmission-Sig": createSign("RSA-SHA256").update(signed).sign(key, "base64"),
      "Paypal-Cert-Url": certificateUrl,
      "Paypal-Auth-Algo": "SHA256withRSA",
    },
  };
}
