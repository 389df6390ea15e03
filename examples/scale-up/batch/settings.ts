import type { batch } from "../functions/contract";

/** Returns an environment variable of the container. @throws if it is not set. */
export function setting(name: (typeof batch.settings)[number]): string {
  const value = process.env[name];
  if (!value) throw new Error(`The environment variable ${name} is not set`);
  return value;
}
