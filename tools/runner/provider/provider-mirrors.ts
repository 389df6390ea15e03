import fs from "node:fs";
import path from "node:path";
import type { Machine } from "../command/machine";
import { usageError } from "../command/exit-codes";
import { isRelease } from "./versions";

const REGISTRY = "registry.terraform.io";

/** Folder of the AWS provider inside a mirror. */
export const PROVIDER_FOLDER = path.join(REGISTRY, "hashicorp", "aws");

/** An AWS provider that Terraform can install from a folder. */
export interface Provider {
  readonly version: string;
  /** Filesystem mirror that contains it. */
  readonly mirror: string;
}

/** Folder of downloaded providers, laid out as a mirror. */
export function downloadFolder({ env, home }: Machine): string {
  return path.join(env["XDG_CACHE_HOME"] || path.join(home, ".cache"), "groundplan", "providers");
}

/**
 * Filesystem mirrors in order of preference: TF_PLUGIN_MIRROR_DIR, earlier downloads, the folders that Terraform
 * searches by default, and mirrors that are part of add-on software.
 *
 * @throws ToolError (usage) if TF_PLUGIN_MIRROR_DIR is not a mirror.
 */
export function mirrorFolders(machine: Machine): string[] {
  return [
    ...namedMirror(machine),
    downloadFolder(machine),
    ...impliedMirrors(machine),
    ...machine.addOnRoots.flatMap(products),
  ].filter((folder) => fs.existsSync(path.join(folder, REGISTRY)));
}

/** Releases of the AWS provider in a mirror that run on a platform, packed (`.zip`) or unpacked. */
export function releasesIn(mirror: string, platform: string): string[] {
  const folder = path.join(mirror, PROVIDER_FOLDER);
  const [prefix, suffix] = ["terraform-provider-aws_", `_${platform}.zip`];
  return entriesOf(folder)
    .flatMap((name) => {
      if (name.startsWith(prefix) && name.endsWith(suffix)) return [name.slice(prefix.length, -suffix.length)];
      return fs.existsSync(path.join(folder, name, platform)) ? [name] : [];
    })
    .filter(isRelease);
}

function namedMirror({ cwd, env }: Machine): string[] {
  const named = env["TF_PLUGIN_MIRROR_DIR"];
  if (!named) return [];
  const folder = path.resolve(cwd, named);
  if (fs.existsSync(path.join(folder, REGISTRY))) return [folder];
  throw usageError(`TF_PLUGIN_MIRROR_DIR: ${folder} has no folder ${REGISTRY}`);
}

/** As in Terraform's documentation of the CLI configuration, "Implied Local Mirror Directories". */
function impliedMirrors({ cwd, env, home, platform }: Machine): string[] {
  const everywhere = [path.join(cwd, "terraform.d/plugins"), path.join(home, ".terraform.d/plugins")];
  if (platform === "darwin") {
    const library = "Library/Application Support/io.terraform/plugins";
    return [...everywhere, path.join(home, library), path.join("/", library)];
  }
  const dataHome = env["XDG_DATA_HOME"] || path.join(home, ".local/share");
  const dataDirs = (env["XDG_DATA_DIRS"] || "/usr/local/share:/usr/share").split(":").filter(Boolean);
  return [...everywhere, ...[dataHome, ...dataDirs].map((folder) => path.join(folder, "terraform/plugins"))];
}

function products(root: string): string[] {
  return entriesOf(root).map((name) => path.join(root, name));
}

/** Empty for a folder that does not exist or cannot be read. */
function entriesOf(folder: string): string[] {
  try {
    return fs.readdirSync(folder).sort();
  } catch {
    return [];
  }
}
