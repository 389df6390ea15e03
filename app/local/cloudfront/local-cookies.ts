import { sessionCookie } from "../../contract";

/**
 * Safari refuses `Secure` cookies on http://localhost, and every browser refuses a `__Host-` name without `Secure`.
 * Browsers therefore get the session's cookie without both, and the application with its own name.
 */
const LOCAL_NAME = sessionCookie.replace("__Host-", "");

/** Returns a `Set-Cookie` value that browsers store over HTTP. */
export function toBrowser(cookie: string): string {
  return cookie.replace(/^__Host-/, "").replace(/; *Secure/i, "");
}

/** Returns a `Cookie` header with the name that the application expects. */
export function fromBrowser(cookies: string): string {
  return cookies.replace(new RegExp(`(^|; *)${LOCAL_NAME}=`), `$1${sessionCookie}=`);
}
