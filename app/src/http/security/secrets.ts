import { createHash, timingSafeEqual } from "node:crypto";
import type { Secret } from "../../domain/ports";

/** Compares in a time that tells nothing about where the two differ, nor about their lengths. */
export function equalInConstantTime(given: string, expected: string): boolean {
  return timingSafeEqual(digest(given), digest(expected));
}

/** Whether the check holds for the secret, for the one that a rotation has put in its place, or for the one before. */
export async function holdsFor(secret: Secret, check: (value: string) => boolean): Promise<boolean> {
  if (check(await secret.read()) || check(await secret.readAgain())) return true;
  const previous = await secret.readPrevious();
  return previous !== undefined && check(previous);
}

function digest(value: string): Buffer {
  return createHash("sha256").update(value).digest();
}
