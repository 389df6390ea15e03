import { sessionCookie } from "../../contract";

const PREFIX = "__Host-";

const plainName = sessionCookie.replace(PREFIX, "");

/**
 * Returns a `Set-Cookie` value that every browser stores over plain HTTP: Safari refuses `Secure` there, and a name
 * with the prefix `__Host-` requires `Secure`.
 */
export function toBrowser(cookie: string): string {
  return cookie.startsWith(`${sessionCookie}=`) ? cookie.slice(PREFIX.length).replace(/; *Secure\b/i, "") : cookie;
}

/** Returns the `Cookie` header with the session's cookie under the name that the application reads. */
export function fromBrowser(cookies: string | undefined): string | undefined {
  const pairs = cookies?.split(/; */).filter((pair) => !pair.startsWith(`${sessionCookie}=`));
  return pairs?.map((pair) => (pair.startsWith(`${plainName}=`) ? PREFIX + pair : pair)).join("; ");
}
