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

/** Archives of this process: a folder is validated and deployed with one. */
const written = new Set<string>();

/**
 * Archives a folder with cdktf's own program into a temporary file, one for each content. A `TerraformAsset` calls the
 * same program without quotes, which fails in a folder with a space, and its hash ignores the names of files.
 */
export function archive(folder: string): Archive {
  const hash = hashOf(folder);
  const target = path.join(os.tmpdir(), `groundplan-archive-${hash}`);
  const file = path.join(target, "archive.zip");
  if (!written.has(file)) {
    fs.mkdirSync(target, { recursive: true });
    const unfinished = path.join(target, `${randomUUID()}.zip`);
    execFileSync("node", [require.resolve("cdktf/lib/private/fs"), folder, unfinished]);
    fs.renameSync(unfinished, file);
    written.add(file);
  }
  return { file, hash };
}

/** Paths of the files in a folder, sorted. */
export function filesIn(folder: string): string[] {
  const names = fs.readdirSync(folder, { encoding: "utf8", recursive: true }).sort();
  return names.filter((name) => fs.statSync(path.join(folder, name)).isFile());
}

function hashOf(folder: string): string {
  const hash = createHash("sha256");
  for (const name of filesIn(folder)) {
    const content = createHash("sha256")
      .update(fs.readFileSync(path.join(folder, name)))
      .digest("hex");
    hash.update(`${content} ${name.split(path.sep).join("/")}\n`);
  }
  return hash.digest("hex").slice(0, 32).toUpperCase();
}
