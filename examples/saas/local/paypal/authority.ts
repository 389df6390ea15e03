import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

/** A certificate with its key, in PEM. */
export interface Identity {
  readonly certificate: string;
  readonly key: string;
}

/** A certificate to issue. */
export interface Issue {
  readonly name: string;
  readonly subject: string;
  /** Alternative name, such as `IP:127.0.0.1`. @default the subject, as a DNS name */
  readonly alternativeName?: string;
  /** Name of an issuer. @default the certificate signs itself */
  readonly issuer?: string;
  /** @default false */
  readonly isAuthority?: boolean;
}

/** Name to which PayPal's certificates for messages of the sandbox are issued. */
export const PAYPAL_SUBJECT = "messageverificationcerts.sandbox.paypal.com";

/** Certificates that OpenSSL writes into a folder, valid for a month. */
export class Authority {
  constructor(private readonly folder: string) {}

  file(name: string): string {
    return path.join(this.folder, `${name}.pem`);
  }

  issue({ name, subject, alternativeName = `DNS:${subject}`, issuer = name, isAuthority = false }: Issue): Identity {
    const extensions = isAuthority
      ? "basicConstraints=critical,CA:TRUE"
      : `basicConstraints=CA:FALSE\nsubjectAltName=${alternativeName}`;
    fs.writeFileSync(path.join(this.folder, `${name}.ext`), extensions);
    const key = ["-newkey", "rsa:2048", "-nodes", "-keyout", `${name}.key`];
    this.run("req", ...key, "-subj", `/CN=${subject}`, "-out", `${name}.csr`);
    const signer =
      issuer === name
        ? ["-signkey", `${name}.key`]
        : ["-CA", `${issuer}.pem`, "-CAkey", `${issuer}.key`, "-CAcreateserial"];
    this.run(
      "x509",
      "-req",
      "-in",
      `${name}.csr`,
      ...signer,
      "-days",
      "30",
      "-extfile",
      `${name}.ext`,
      "-out",
      `${name}.pem`,
    );
    return {
      certificate: fs.readFileSync(this.file(name), "utf8"),
      key: fs.readFileSync(path.join(this.folder, `${name}.key`), "utf8"),
    };
  }

  private run(...parameters: readonly string[]): void {
    execFileSync("openssl", parameters, { cwd: this.folder, stdio: "ignore" });
  }
}
