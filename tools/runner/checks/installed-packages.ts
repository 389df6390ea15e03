import fs from "node:fs";
import path from "node:path";

/**
 * Links the npm packages of a Git checkout into a copy of it: those of the project's folder and of the folders above
 * it, where a monorepo keeps them. Packages that are part of the copy stay. A workspace package is linked to its
 * sources in the copy, not in the checkout, with the packages of its own folder.
 *
 * @param checkout - root of the checkout.
 * @param copy - root of the copy.
 * @param prefix - the project's folder below the root, as `git rev-parse --show-prefix` prints it.
 */
export function linkInstalledPackages(checkout: string, copy: string, prefix: string): void {
  const parts = prefix.split("/").filter((part) => part !== "");
  const trees: Trees = { checkout: fs.realpathSync(checkout), copy };
  for (let depth = parts.length; depth >= 0; depth -= 1) linkPackagesOf(path.join(...parts.slice(0, depth)), trees);
}

interface Trees {
  readonly checkout: string;
  readonly copy: string;
}

/** Links the packages of a folder that both trees have. */
function linkPackagesOf(folder: string, trees: Trees): void {
  const packages = path.join(trees.checkout, folder, "node_modules");
  const links = path.join(trees.copy, folder, "node_modules");
  if (!fs.existsSync(packages) || !fs.existsSync(path.dirname(links)) || fs.existsSync(links)) return;
  linkEach(packages, links, trees);
}

function linkEach(packages: string, links: string, trees: Trees): void {
  fs.mkdirSync(links);
  for (const name of fs.readdirSync(packages)) {
    const installed = path.join(packages, name);
    const link = path.join(links, name);
    const workspace = workspaceFolder(installed, trees);
    if (name.startsWith("@")) linkEach(installed, link, trees);
    else if (workspace === undefined) fs.symlinkSync(installed, link);
    else if (fs.existsSync(path.join(trees.copy, workspace))) {
      fs.symlinkSync(path.join(trees.copy, workspace), link);
      linkPackagesOf(workspace, trees);
    }
  }
}

/** The folder of a workspace package below the root: npm and pnpm link to it. */
function workspaceFolder(installed: string, { checkout }: Trees): string | undefined {
  if (!fs.existsSync(installed)) return undefined;
  const folder = path.relative(checkout, fs.realpathSync(installed));
  const parts = folder.split(path.sep);
  return parts[0] === ".." || path.isAbsolute(folder) || parts.includes("node_modules") ? undefined : folder;
}
