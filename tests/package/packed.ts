import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { runFolder } from "../support/synthesized";

const root = path.resolve(__dirname, "../..");
const SECONDS = 1000;
/** Limit of the wait for another worker that packs, many times what that takes. */
const PATIENCE = 600 * SECONDS;

/**
 * Tarball of the package, which the first test file of a run that needs it packs; the others wait for it.
 *
 * @returns its path.
 */
export function tarball(): string {
  const file = path.join(runFolder(), "groundplan.tgz");
  const packing = path.join(runFolder(), "packing");
  const deadline = Date.now() + PATIENCE;
  while (!fs.existsSync(file)) {
    if (isCreated(packing)) packTo(file, packing);
    else if (Date.now() < deadline) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, SECONDS);
    else throw new Error(`${packing}: the test file that packs the package has not ended`);
  }
  return file;
}

/** Creates a folder. @returns whether no other process has created it before. */
function isCreated(folder: string): boolean {
  try {
    fs.mkdirSync(folder);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/** Packs the package in a clean copy of the repository, so that nothing of an earlier build is in it. */
function packTo(file: string, folder: string): void {
  try {
    const clone = path.join(folder, "clone");
    const files = execFileSync("git", ["ls-files", "-z"], { cwd: root, encoding: "utf8" }).split("\0").filter(Boolean);
    for (const name of files) fs.cpSync(path.join(root, name), path.join(clone, name));
    fs.symlinkSync(path.join(root, "node_modules"), path.join(clone, "node_modules"));
    const packed = execFileSync("npm", ["pack", "--silent"], { cwd: clone, encoding: "utf8" });
    fs.renameSync(path.join(clone, packed.trim()), file);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

/**
 * Creates a project outside the repository that has installed the packed package and its peers.
 *
 * @param packages - packages of the repository that the project has beside the required peers.
 */
export function createConsumer(...packages: readonly string[]): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "groundplan-consumer-"));
  const installed = path.join(folder, "node_modules", "groundplan");
  fs.mkdirSync(installed, { recursive: true });
  execFileSync("tar", ["-xzf", tarball(), "--strip-components=1", "-C", installed]);
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
