import { idempotencyHeader, idempotencyKey } from "../contract";
import { Refusal } from "../refusal";
import type { Request } from "./request";

/** Returns the idempotency key of a request. @throws Refusal for a key that is missing or malformed. */
export function requiredKey(request: Request): string {
  const key = idempotencyKey.safeParse(request.header(idempotencyHeader));
  if (key.success) return key.data;
  throw new Refusal("invalid-request", `${idempotencyHeader} must be 8 to 43 of A-Z, a-z, 0-9, _ and -`);
}
