import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "./programs";

/** A local certificate authority. It replaces the one of Amazon RDS in the image and signs the tests' servers. */
export interface Authority {
  readonly certificateFile: string;
  readonly keyFile: string;
  readonly sha256: string;
}

/** Makes the authority once: a new one would change the digest of the image. */
export function localAuthority(folder: string): Authority {
  const certificateFile = join(folder, "rds-ca.pem");
  const keyFile = join(folder, "rds-ca.key");
  if (!existsSync(keyFile)) {
    mkdirSync(folder, { recursive: true });
    const subject = ["-subj", "/CN=Groundplan test authority", "-days", "3650"];
    openssl("req", "-x509", ...newKey(keyFile), ...subject, "-out", certificateFile);
  }
  const sha256 = createHash("sha256").update(readFileSync(certificateFile)).digest("hex");
  return { certificateFile, keyFile, sha256 };
}

/** Signs a certificate for `localhost` and loopback addresses; returns the files of a server. */
export function serverCertificate(
  authority: Authority,
  folder: string,
  name: string,
  addresses: readonly string[] = ["127.0.0.1"],
): { cert: string; key: string } {
  const file = (extension: string): string => join(folder, `${name}.${extension}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    file("ext"),
    `subjectAltName=DNS:localhost,${addresses.map((address) => `IP:${address}`).join()}\nextendedKeyUsage=serverAuth\n`,
  );
  openssl("req", ...newKey(file("key")), "-subj", `/CN=${name}`, "-out", file("csr"));
  const signer = ["-CA", authority.certificateFile, "-CAkey", authority.keyFile, "-CAcreateserial"];
  openssl("x509", "-req", "-in", file("csr"), ...signer, "-days", "30", "-extfile", file("ext"), "-out", file("pem"));
  return { cert: file("pem"), key: file("key") };
}

function newKey(file: string): string[] {
  return ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", file];
}

function openssl(...parameters: string[]): void {
  run("openssl", parameters);
}
