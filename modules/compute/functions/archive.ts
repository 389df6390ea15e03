import { execFileSync } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

/** A .zip file, and the hash of the names and contents of its files. */
export interface Archive {
  readonly file: string;
  readonly hash: string;
}

/**
 * Archives a folder with cdktf's own program into a temporary file, one for each content. A `TerraformAsset` calls the
 * same program without quotes, which fails in a folder with a space, and its hash ignores the names of files.
 */
export function archive(folder: string): Archive {
  const hash = hashOf(folder);
  const target = path.join(os.tmpdir(), `groundplan-archive-${hash}`);
  const file = path.join(target, "archive.zip");
  fs.mkdirSync(target, { recursive: true });
  const written = path.join(target, `${randomUUID()}.zip`);
  execFileSync("node", [require.resolve("cdktf/lib/private/fs"), folder, written]);
  fs.renameSync(written, file);
  return { file, hash };
}

function hashOf(folder: string): string {
  const hash = createHash("sha256");
  for (const name of fs.readdirSync(folder, { encoding: "utf8", recursive: true }).sort()) {
    const file = path.join(folder, name);
    if (!fs.statSync(file).isFile()) continue;
    const content = createHash("sha256").update(fs.readFileSync(file)).digest("hex");
    hash.update(`${content} ${name.split(path.sep).join("/")}\n`);
  }
  return hash.digest("hex").slice(0, 32).toUpperCase();
}
