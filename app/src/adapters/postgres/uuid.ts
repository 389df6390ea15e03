import { uuidv7 } from "uuidv7";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * Returns true for a UUID in PostgreSQL's notation. PostgreSQL answers anything else with an error instead of no row.
 */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}

/**
 * Returns a UUID of version 7 (RFC 9562). Later ids of a process sort later, and those of others to the millisecond, so
 * that lists need no other order.
 */
export function newId(): string {
  return uuidv7();
}
