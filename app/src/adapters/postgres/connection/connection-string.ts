import { InvalidConfiguration } from "../../../settings";
import type { ConnectionString } from "./connections";

/** Values of the URL's `sslmode` or `ssl` that ask for an encrypted connection. */
const ENCRYPTED = new Set(["require", "verify-ca", "verify-full", "true", "1"]);

/**
 * Connection to the server of a developer's URL. With the certificates of authorities, the connection is encrypted and
 * the server's certificate is verified, with its name. Without them, the URL decides.
 *
 * @param ca - certificates of the trusted authorities, PEM.
 * @throws InvalidConfiguration if the URL contradicts the certificates: pg would ignore them without a word.
 */
export function connectionTo(databaseUrl: string, ca?: string): ConnectionString {
  if (!ca) return { connectionString: databaseUrl };
  const url = new URL(databaseUrl);
  const options = [...url.searchParams].filter(([name]) => /^(ssl|uselibpqcompat)/.test(name));
  for (const [name, value] of options) {
    if (!["sslmode", "ssl"].includes(name) || !ENCRYPTED.has(value)) {
      throw new InvalidConfiguration(
        `DATABASE_URL has ${name}=${value}, but DATABASE_CA_FILE asks for a verified certificate. ` +
          `Allowed: sslmode=verify-full, or no such option. Remove ${name}, or unset DATABASE_CA_FILE`,
      );
    }
    url.searchParams.delete(name);
  }
  return { connectionString: url.href, ssl: { ca, rejectUnauthorized: true } };
}
