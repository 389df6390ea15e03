import { execFileSync } from "node:child_process";
import { createSign } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { crc32 } from "node:zlib";

export const CERTIFICATE_URL = "https://api.sandbox.paypal.com/v1/notifications/certs/CERT-360caa42";
export const WEBHOOK_ID = "WH-1";

const PAYPAL = "messageverificationcerts.sandbox.paypal.com";

/** A certificate with its key. */
interface Identity {
  readonly certificate: string;
  readonly key: string;
}

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

/** Creates an authority with OpenSSL, whose certificates are valid for a month. */
export function createAuthority(): Authority {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "groundplan-paypal-"));
  const file = (name: string) => path.join(folder, name);
  const run = (...args: string[]) =>
    execFileSync("openssl", args, { cwd: folder, stdio: ["ignore", "pipe", "ignore"] });
  const read = (name: string): Identity => ({
    certificate: fs.readFileSync(file(`${name}.pem`), "utf8"),
    key: fs.readFileSync(file(`${name}.key`), "utf8"),
  });
  const selfSign = (name: string, subject: string, constraints: string) =>
    run(
      ...["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-subj", `/CN=${subject}`],
      ...["-addext", `basicConstraints=critical,CA:${constraints}`],
      ...(constraints === "FALSE" ? ["-addext", `subjectAltName=DNS:${subject}`] : []),
      ...["-keyout", `${name}.key`, "-out", `${name}.pem`],
    );
  const issue = (name: string, subject: string, issuer: string, extensions: string) => {
    fs.writeFileSync(file(`${name}.ext`), extensions);
    run(
      ...["req", "-newkey", "rsa:2048", "-nodes", "-subj", `/CN=${subject}`],
      "-keyout",
      `${name}.key`,
      "-out",
      `${name}.csr`,
    );
    run(
      ...["x509", "-req", "-in", `${name}.csr`, "-CA", `${issuer}.pem`, "-CAkey", `${issuer}.key`, "-CAcreateserial"],
      ...["-days", "30", "-extfile", `${name}.ext`, "-out", `${name}.pem`],
    );
  };
  const leaf = (subject: string) => `basicConstraints=CA:FALSE\nsubjectAltName=DNS:${subject}\n`;
  selfSign("root", "Root of the tests", "TRUE");
  issue("paypal", PAYPAL, "root", leaf(PAYPAL));
  issue("other", "shop.example.com", "root", leaf("shop.example.com"));
  issue("middle", "Intermediate of the tests", "root", "basicConstraints=critical,CA:TRUE\n");
  issue("below", PAYPAL, "middle", leaf(PAYPAL));
  selfSign("self", PAYPAL, "FALSE");
  const below = read("below");
  return {
    rootFile: file("root.pem"),
    payPal: read("paypal"),
    intermediate: { ...below, certificate: below.certificate + read("middle").certificate },
    other: read("other"),
    selfSigned: read("self"),
    remove: () => fs.rmSync(folder, { recursive: true }),
  };
}

export interface SignedDelivery {
  readonly body: string;
  readonly headers: Record<string, string>;
}

/** Signs a body as PayPal does. */
export function signedDelivery(
  body: string,
  key: string,
  { webhookId = WEBHOOK_ID, time = new Date().toISOString() } = {},
): SignedDelivery {
  const id = "69cd13f0-d67a-11e5-baa3-778b53f4ae55";
  const signed = [id, time, webhookId, crc32(Buffer.from(body))].join("|");
  return {
    body,
    headers: {
      "Paypal-Transmission-Id": id,
      "Paypal-Transmission-Time": time,
      "Paypal-Transmission-Sig": createSign("RSA-SHA256").update(signed).sign(key, "base64"),
      "Paypal-Cert-Url": CERTIFICATE_URL,
      "Paypal-Auth-Algo": "SHA256withRSA",
    },
  };
}
