import { createHash, timingSafeEqual } from "node:crypto";
import type { Secret } from "../../domain/ports";

/** Compares in constant time, independent of content and length. */
export function equalInConstantTime(candidate: string, expected: string): boolean {
  return timingSafeEqual(digest(candidate), digest(expected));
}

/** Checks against the current secret, the one after a rotation, and the one before it. */
export async function holdsFor(secret: Secret, check: (value: string) => boolean): Promise<boolean> {
  if (check(await secret.read()) || check(await secret.readAgain())) return true;
  const previous = await secret.readPrevious();
  return previous !== undefined && check(previous);
}

function digest(value: string): Buffer {
  return createHash("sha256").update(value).digest();
}
