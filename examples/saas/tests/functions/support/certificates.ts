import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import {
  Authority as Certificates,
  PAYPAL_SUBJECT,
  signDelivery,
  type Identity,
  type SignedDelivery,
} from "../../../local/paypal";

export type { SignedDelivery } from "../../../local/paypal";

export const CERTIFICATE_URL = "https://api.sandbox.paypal.com/v1/notifications/certs/CERT-360caa42";
export const WEBHOOK_ID = "WH-1";

/** A root, and certificates that it has issued, or has not. */
export interface Authority {
  readonly rootFile: string;
  readonly payPal: Identity;
  /** Issued by an intermediate of the root; the chain has both. */
  readonly intermediate: Identity;
  /** Issued by the root to another name. */
  readonly other: Identity;
  /** Issued by itself to PayPal's name. */
  readonly selfSigned: Identity;
  remove(): void;
}

/** Creates an authority with the certificates of the tests. */
export function createAuthority(): Authority {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "groundplan-paypal-"));
  const certificates = new Certificates(folder);
  certificates.issue({ name: "root", subject: "Root of the tests", isAuthority: true });
  const payPal = certificates.issue({ name: "paypal", subject: PAYPAL_SUBJECT, issuer: "root" });
  const other = certificates.issue({ name: "other", subject: "shop.example.com", issuer: "root" });
  const subject = "Intermediate of the tests";
  const middle = certificates.issue({ name: "middle", subject, issuer: "root", isAuthority: true });
  const below = certificates.issue({ name: "below", subject: PAYPAL_SUBJECT, issuer: "middle" });
  return {
    rootFile: certificates.file("root"),
    payPal,
    intermediate: { ...below, certificate: below.certificate + middle.certificate },
    other,
    selfSigned: certificates.issue({ name: "self", subject: PAYPAL_SUBJECT }),
    remove: () => fs.rmSync(folder, { recursive: true }),
  };
}

/** Signs a body as PayPal does, for the webhook of the tests. */
export function signedDelivery(
  body: string,
  key: string,
  { webhookId = WEBHOOK_ID, time }: { readonly webhookId?: string; readonly time?: string } = {},
): SignedDelivery {
  return signDelivery(body, { key, certificateUrl: CERTIFICATE_URL, webhookId, time });
}
