import fs from "node:fs";
import path from "node:path";
import type { Machine } from "./machine";
import { EXIT_CODES, ToolError } from "./tool-error";
import { isRelease } from "./versions";

const REGISTRY = "registry.terraform.io";

/** Where a mirror keeps the AWS provider. */
export const PROVIDER_FOLDER = path.join(REGISTRY, "hashicorp", "aws");

/** Where the runner keeps providers that it has downloaded, laid out as a mirror. */
export function downloadFolder({ env, home }: Machine): string {
  return path.join(env["XDG_CACHE_HOME"] || path.join(home, ".cache"), "groundplan", "providers");
}

/**
 * Folders that may hold a filesystem mirror, in order of preference: the one named by TF_PLUGIN_MIRROR_DIR, the runner's own
 * downloads, those that Terraform looks into by itself, and products with a mirror among the machine's add-on software.
 *
 * @throws ToolError (usage) when TF_PLUGIN_MIRROR_DIR names no folder.
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
  throw new ToolError(`TF_PLUGIN_MIRROR_DIR: ${folder} has no folder ${REGISTRY}`, EXIT_CODES.usage);
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

/** A folder that is absent, or closed to this user, offers nothing. */
function entriesOf(folder: string): string[] {
  try {
    return fs.readdirSync(folder).sort();
  } catch {
    return [];
  }
}
