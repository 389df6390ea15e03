import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { workFolder } from "./work-folder";

/**
 * Works without a daemon, user namespaces and overlay file systems, so also inside a plain container of a build
 * machine. Images stay in this copy of the repository: another copy on the same machine has its own, and removing the
 * folder removes them.
 */
export const storage = [
  ...["--storage-driver", "vfs"],
  ...["--root", join(workFolder, "storage"), "--runroot", join(workFolder, "storage-run")],
];

/** Runs processes in a chroot that shares the machine's network. */
export const isolation = ["--isolation", "chroot"];

/** Runs one buildah command and returns what it prints; what it reports goes to standard error when it fails. */
export function buildah(...parameters: string[]): string {
  const { status, stdout, stderr, error } = spawnSync("buildah", [...storage, ...parameters], {
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  if (error) throw error;
  if (status !== 0) throw new Error(`buildah ${parameters[0]} failed:\n${stderr || stdout}`);
  return stdout.trim();
}

/** Puts together and commits an image in a working container, which is removed again. */
export function assemble(image: string, steps: (container: string) => void): void {
  const container = buildah("from", "--quiet", "scratch");
  try {
    steps(container);
    // Times differ between two builds; everything else that goes in is the same, so the digest is too.
    buildah("commit", "--quiet", "--timestamp", "0", container, image);
  } finally {
    buildah("rm", container);
  }
}

export function hasImage(image: string): boolean {
  return spawnSync("buildah", [...storage, "inspect", "--type", "image", image], { stdio: "ignore" }).status === 0;
}

/** Configuration and digest of an image. */
export interface ImageFacts {
  readonly digest: string;
  readonly bytes: number;
  readonly user: string;
  readonly command: readonly string[];
  readonly entrypoint: readonly string[];
  readonly environment: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  readonly manifestType: string;
}

export function inspectImage(image: string): ImageFacts {
  const { FromImageDigest, Manifest, OCIv1 } = JSON.parse(buildah("inspect", "--type", "image", image));
  const size = JSON.parse(buildah("images", "--json", image))[0].size;
  return {
    digest: FromImageDigest,
    bytes: bytesOf(size),
    user: OCIv1.config.User ?? "",
    command: OCIv1.config.Cmd ?? [],
    entrypoint: OCIv1.config.Entrypoint ?? [],
    environment: OCIv1.config.Env ?? [],
    labels: OCIv1.config.Labels ?? {},
    manifestType: JSON.parse(Manifest).mediaType,
  };
}

/** buildah writes sizes for people: `114 MB`. */
function bytesOf(size: string): number {
  const [amount, unit] = size.split(" ") as [string, string];
  return Number(amount) * { B: 1, KB: 1e3, MB: 1e6, GB: 1e9 }[unit as "B" | "KB" | "MB" | "GB"];
}
