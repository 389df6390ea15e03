import type { everyFunction, Setting } from "./contract";

/** Returns an environment variable of the function. @throws if it is not set. */
export function setting(name: Setting | (typeof everyFunction)[number]): string {
  const value = process.env[name];
  if (!value) throw new Error(`The environment variable ${name} is not set`);
  return value;
}
