import { existsSync } from "node:fs";
import fs from "node:fs/promises";
import os from "node:os";
import path from "node:path";

/**
 * Lends a folder that is gone afterwards, however `use` ends.
 *
 * @param parent - folder to make it in.
 */
export async function withScratch<T>(
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

/** Folder for scratch that Terraform writes much and often to: memory, where the system offers it and nobody chose another folder. */
export function memoryFolder({ TMPDIR }: Readonly<NodeJS.ProcessEnv>): string {
  return TMPDIR === undefined && existsSync("/dev/shm") ? "/dev/shm" : os.tmpdir();
}
