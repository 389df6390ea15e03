import type { Clock, Surroundings } from "groundplan/testing/local";
import fs from "node:fs/promises";
import path from "node:path";
import { Authority, PAYPAL_SUBJECT, startPayPal, Webhooks, type LocalPayPal } from "./paypal";
import { WEBHOOK_ID } from "./resources";

const CERTIFICATE_PATH = "/v1/notifications/certs/CERT-local";

export interface Payments {
  readonly payPal: LocalPayPal;
  readonly webhooks: Webhooks;
  /** Host that serves the certificate of webhooks. */
  readonly certificateHost: string;
  /** Root of all its certificates, which the functions pin and trust. */
  readonly rootFile: string;
}

export interface PaymentsProps {
  /** Address of the webhook, which is known after the API has started. */
  readonly webhookAddress: () => string;
  /** Page of approvals. */
  readonly checkoutUrl: string;
  readonly clock: Clock;
  readonly log: (line: string) => void;
}

/** Starts PayPal with TLS, and its signed webhooks. */
export async function startPayments(
  { folder, atEnd }: Pick<Surroundings, "folder" | "atEnd">,
  { webhookAddress, checkoutUrl, clock, log }: PaymentsProps,
): Promise<Payments> {
  const certificates = path.join(folder, "certificates");
  await fs.mkdir(certificates);
  const authority = new Authority(certificates);
  authority.issue({ name: "root", subject: "Root of PayPal on this machine", isAuthority: true });
  const server = authority.issue({
    name: "server",
    subject: "127.0.0.1",
    alternativeName: "IP:127.0.0.1",
    issuer: "root",
  });
  const messages = authority.issue({ name: "messages", subject: PAYPAL_SUBJECT, issuer: "root" });
  const payPal = await startPayPal({
    send: (notice) => void webhooks.send(notice),
    checkoutUrl,
    now: clock.now,
    tls: { cert: server.certificate, key: server.key },
    certificates: { [CERTIFICATE_PATH]: messages.certificate },
  });
  atEnd(payPal.stop);
  const certificateUrl = `${payPal.url}${CERTIFICATE_PATH}`;
  const webhooks = new Webhooks(webhookAddress, { key: messages.key, certificateUrl, webhookId: WEBHOOK_ID }, log);
  return { payPal, webhooks, certificateHost: new URL(payPal.url).host, rootFile: authority.file("root") };
}
