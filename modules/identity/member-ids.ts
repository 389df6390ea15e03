import { satisfying, type Rule } from "../core";

/** Part of a construct id: `Login With_X` becomes `login-with-x`. */
export function memberId(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}

/** Accepts names whose construct ids no other group or provider of the pool has. */
export function otherThan(taken: readonly string[]): Rule<string> {
  return satisfying(
    (name) => !taken.some((other) => memberId(other) === memberId(name)),
    "a name that differs from the others in letters or digits",
    "rename one of them",
  );
}
