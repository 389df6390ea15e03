import { existsSync } from "node:fs";
import fs from "node:fs/promises";
import os from "node:os";
import path from "node:path";

/**
 * Creates a temporary folder and removes it when `use` returns or throws.
 *
 * @param purpose - part of the folder's name.
 * @param parent - folder that contains it.
 */
export async function withTemporaryFolder<T>(
  purpose: string,
  use: (folder: string) => Promise<T>,
  parent = os.tmpdir(),
): Promise<T> {
  const folder = await fs.mkdtemp(path.join(parent, `groundplan-${purpose}-`));
  try {
    return await use(folder);
  } finally {
    await fs.rm(folder, { recursive: true, force: true });
  }
}

/**
 * Parent for folders that Terraform writes to often: `/dev/shm` if it exists and TMPDIR is not set, else the default.
 */
export function memoryBackedFolder({ TMPDIR }: Readonly<NodeJS.ProcessEnv>): string {
  return TMPDIR === undefined && existsSync("/dev/shm") ? "/dev/shm" : os.tmpdir();
}
