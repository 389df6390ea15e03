import { createHash } from "node:crypto";

/** Customers that the sign-in page offers as buttons. */
export const demoCustomers = ["alice", "bob", "carol"] as const;

/** The `sub` of a user name: the same at every start, so that a customer finds the orders of yesterday. */
export function subjectOf(username: string): string {
  const hash = createHash("sha256").update(username).digest("hex");
  return [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `4${hash.slice(13, 16)}`,
    `a${hash.slice(17, 20)}`,
    hash.slice(20, 32),
  ].join("-");
}
