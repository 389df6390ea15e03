import fs from "node:fs/promises";
import os from "node:os";
import path from "node:path";

/** Lends a folder that is gone afterwards, however `use` ends. */
export async function withScratch<T>(purpose: string, use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), `groundplan-${purpose}-`));
  try {
    return await use(folder);
  } finally {
    await fs.rm(folder, { recursive: true, force: true });
  }
}
