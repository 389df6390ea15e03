import { matching, type Rule } from "./validation/rules";

const STRICT_DIRECTIVES = [
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "object-src 'none'",
  "upgrade-insecure-requests",
];

/**
 * A Content-Security-Policy that allows scripts, styles and images of the site's origin only, and no plug-ins, frames
 * or foreign forms. Scripts may call the site's origin and `connectSources`.
 */
export function strictContentSecurityPolicy(connectSources: readonly string[]): string {
  const connect = connectSources.length > 0 ? [`connect-src 'self' ${connectSources.join(" ")}`] : [];
  return ["default-src 'self'", ...connect, ...STRICT_DIRECTIVES].join("; ");
}

/** Accepts origins that scripts may call. */
export function connectSource(): Rule<string> {
  return matching(
    /^https:\/\/[a-z0-9.-]+(?::\d{1,5})?$/,
    "https:// and a host without path or wildcard",
    "write the origin only",
  );
}
