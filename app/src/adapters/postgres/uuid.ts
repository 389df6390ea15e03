import { randomBytes } from "node:crypto";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * Returns true for a UUID in PostgreSQL's notation. PostgreSQL answers anything else with an error instead of no row.
 */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}

/**
 * Returns a UUID of version 7 (RFC 9562): later ids sort later, to the millisecond, so that lists need no other
 * order.
 */
export function newId(now = Date.now()): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(now, 0, 6);
  bytes[6] = 0x70 | (bytes[6]! & 0x0f);
  bytes[8] = 0x80 | (bytes[8]! & 0x3f);
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
