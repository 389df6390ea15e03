import { zipSync, type ZipOptions } from "fflate";
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

/** Unix in the archive: Lambda takes the permissions of files from it. */
const UNIX = 3;

/** The first day that an archive can contain, so that equal files make equal archives. */
const FIRST_DAY = new Date(1980, 0, 1);

/**
 * Archives a folder into a temporary file, one for each content. A `TerraformAsset` calls a program without quotes,
 * which fails in a folder with a space, and its hash ignores the names of files.
 */
export function archive(folder: string): Archive {
  const hash = hashOf(folder);
  const target = path.join(os.tmpdir(), `groundplan-archive-${hash}`);
  const file = path.join(target, "archive.zip");
  if (!written.has(file)) {
    fs.mkdirSync(target, { recursive: true });
    const unfinished = path.join(target, `${randomUUID()}.zip`);
    fs.writeFileSync(unfinished, zipped(folder));
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

function zipped(folder: string): Uint8Array {
  const files = filesIn(folder).map((name): [string, [Uint8Array, ZipOptions]] => {
    const file = path.join(folder, name);
    // The upper half of the attributes is the mode.
    const attrs = fs.statSync(file).mode * 2 ** 16;
    return [name.split(path.sep).join("/"), [fs.readFileSync(file), { os: UNIX, attrs }]];
  });
  return zipSync(Object.fromEntries(files), { level: 9, mtime: FIRST_DAY });
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
