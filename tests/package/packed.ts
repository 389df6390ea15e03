import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

const root = path.resolve(__dirname, "../..");

/**
 * Packs the package in a clean copy of the repository, so that nothing of an earlier build is in it.
 *
 * @returns the tarball.
 */
export function packInto(folder: string): string {
  const clone = path.join(folder, "clone");
  const files = execFileSync("git", ["ls-files", "-z"], { cwd: root, encoding: "utf8" }).split("\0").filter(Boolean);
  for (const file of files) fs.cpSync(path.join(root, file), path.join(clone, file));
  fs.symlinkSync(path.join(root, "node_modules"), path.join(clone, "node_modules"));
  execFileSync("npm", ["pack", "--silent", "--pack-destination", folder], { cwd: clone });
  fs.rmSync(clone, { recursive: true });
  return path.join(
    folder,
    fs.readdirSync(folder).find((name) => name.endsWith(".tgz"))!,
  );
}

/**
 * Creates a project outside the repository that has installed the packed package and its peers.
 *
 * @param packages - packages of the repository that the project has beside the required peers.
 */
export function createConsumer(...packages: readonly string[]): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "groundplan-consumer-"));
  const tarball = packInto(folder);
  const installed = path.join(folder, "node_modules", "groundplan");
  fs.mkdirSync(installed, { recursive: true });
  execFileSync("tar", ["-xzf", tarball, "--strip-components=1", "-C", installed]);
  const { dependencies } = readManifest(path.join(installed, "package.json"));
  const names = new Set(["cdktf", "constructs", "@cdktf", "@types", ...Object.keys(dependencies), ...packages]);
  for (const name of names) {
    fs.symlinkSync(path.join(root, "node_modules", name), path.join(folder, "node_modules", name));
  }
  return folder;
}

function readManifest(file: string): { readonly dependencies: Readonly<Record<string, string>> } {
  return JSON.parse(fs.readFileSync(file, "utf8")) as { dependencies: Record<string, string> };
}
