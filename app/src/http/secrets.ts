import { createHash, timingSafeEqual } from "node:crypto";
import type { Secret } from "../domain/ports";

/** Compares in a time that tells nothing about where the two differ, nor about their lengths. */
export function equalInConstantTime(given: string, expected: string): boolean {
  return timingSafeEqual(digest(given), digest(expected));
}

/** Whether the check holds for the secret, or for the one that a rotation has put in its place. */
export async function holdsFor(secret: Secret, check: (value: string) => boolean): Promise<boolean> {
  return check(await secret.read()) || check(await secret.readAgain());
}

function digest(value: string): Buffer {
  return createHash("sha256").update(value).digest();
}
