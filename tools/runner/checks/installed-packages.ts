import fs from "node:fs";
import path from "node:path";

/**
 * Links the npm packages of a Git checkout into a copy of it: those of the project's folder and of the folders above
 * it, where a monorepo keeps them. Packages that are part of the copy stay.
 *
 * @param checkout - root of the checkout.
 * @param copy - root of the copy.
 * @param prefix - the project's folder below the root, as `git rev-parse --show-prefix` prints it.
 */
export function linkInstalledPackages(checkout: string, copy: string, prefix: string): void {
  const parts = prefix.split("/").filter((part) => part !== "");
  for (let depth = parts.length; depth >= 0; depth -= 1) {
    const below = path.join(...parts.slice(0, depth), "node_modules");
    const packages = path.join(checkout, below);
    const link = path.join(copy, below);
    if (fs.existsSync(packages) && !fs.existsSync(link)) fs.symlinkSync(packages, link);
  }
}
