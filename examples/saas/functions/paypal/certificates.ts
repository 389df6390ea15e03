import { X509Certificate } from "node:crypto";
import fs from "node:fs";
import tls from "node:tls";
import { TemporarilyUnavailable } from "../refusal";
import { Forged } from "./forged";

const TIMEOUT_MILLIS = 3_000;
const MAX_BYTES = 100_000;
const MAX_CACHED = 10;
const PATH = /^\/v1\/notifications\/certs\/[\w.-]+$/;
const PEM = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

/** Authorities of PayPal's certificates, of those that Node.js trusts. */
const AUTHORITIES = ["DigiCert Global Root G2", "DigiCert Global Root CA", "DigiCert High Assurance EV Root CA"];

/** Names to which PayPal's certificates for messages are issued. */
const SUBJECTS = ["messageverificationcerts.paypal.com", "messageverificationcerts.sandbox.paypal.com"];

/** Chains by URL. A certificate does not change below its URL. */
const cached = new Map<string, readonly X509Certificate[]>();

/** Roots that may have issued PayPal's certificates; a file replaces them on a machine without PayPal. */
export function pinnedRoots(): readonly X509Certificate[] {
  const file = process.env["PAYPAL_CA_FILE"];
  if (file) return [new X509Certificate(fs.readFileSync(file))];
  const roots = tls.rootCertificates.map((text) => new X509Certificate(text));
  return roots.filter(({ subject }) => AUTHORITIES.some((name) => subject.split("\n").includes(`CN=${name}`)));
}

/**
 * Returns the certificate of a webhook, whose chain is fetched once and verified each time, because it expires.
 *
 * @param hosts - hosts that may serve it. Others are refused before any request.
 * @throws Forged for another address, and a chain that no pinned root has issued to PayPal, or that is not valid now.
 */
export async function certificateAt(
  address: string,
  hosts: readonly string[],
  roots: readonly X509Certificate[],
  now: Date,
): Promise<X509Certificate> {
  const url = allowedUrl(address, hosts);
  const chain = cached.get(url) ?? (await fetchChain(url));
  const leaf = verifiedLeaf(chain, roots, now);
  if (cached.size >= MAX_CACHED) cached.clear();
  cached.set(url, chain);
  return leaf;
}

function allowedUrl(address: string, hosts: readonly string[]): string {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const isAllowed =
    url?.protocol === "https:" &&
    hosts.includes(url.host) &&
    PATH.test(url.pathname) &&
    [url.username, url.password, url.search, url.hash].every((part) => part === "");
  if (!isAllowed) throw new Forged("certificate-address");
  return url.href;
}

async function fetchChain(url: string): Promise<readonly X509Certificate[]> {
  const text = await fetchText(url);
  try {
    return (text.match(PEM) ?? []).map((pem) => new X509Certificate(pem));
  } catch {
    throw new Forged("certificate");
  }
}

async function fetchText(url: string): Promise<string> {
  try {
    const response = await fetch(url, { redirect: "error", signal: AbortSignal.timeout(TIMEOUT_MILLIS) });
    if (!response.ok) throw new Error(`The host of the certificate answered ${response.status}`);
    return await limitedText(response);
  } catch (error) {
    throw new TemporarilyUnavailable("The host of the certificate", { cause: error });
  }
}

async function limitedText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += (chunk as Uint8Array).length;
    if (bytes > MAX_BYTES) throw new Error("The certificate is too long");
    chunks.push(chunk as Uint8Array);
  }
  return Buffer.concat(chunks).toString("latin1");
}

/** Each certificate is issued by the next one, and the last one by a root. */
function verifiedLeaf(
  chain: readonly X509Certificate[],
  roots: readonly X509Certificate[],
  now: Date,
): X509Certificate {
  const [leaf, ...issuers] = chain;
  const isWhole = chain.every((certificate, index) => {
    const above = index + 1 < chain.length ? [chain[index + 1]!] : roots;
    return isValid(certificate, now) && above.some((issuer) => hasIssued(issuer, certificate, now));
  });
  if (!leaf || !isWhole || !issuers.every(({ ca }) => ca) || leaf.ca) throw new Forged("certificate-chain");
  if (!SUBJECTS.some((name) => leaf.checkHost(name) !== undefined)) throw new Forged("certificate-subject");
  return leaf;
}

function hasIssued(issuer: X509Certificate, certificate: X509Certificate, now: Date): boolean {
  return isValid(issuer, now) && certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
}

function isValid({ validFrom, validTo }: X509Certificate, now: Date): boolean {
  return Date.parse(validFrom) <= now.getTime() && now.getTime() <= Date.parse(validTo);
}
