import fs from "node:fs";
import path from "node:path";
import { satisfying, type Rule } from "../../core";
import { archive, filesIn } from "./archive";

const MEBIBYTE = 1024 * 1024;
/** Bytes of the files of a deployment package (Lambda quota). */
const MAX_UNZIPPED_BYTES = 250 * MEBIBYTE;
/** Bytes of an archive that a request uploads (Lambda quota). */
const MAX_ZIPPED_BYTES = 50 * MEBIBYTE;

/** Accepts folders that Lambda deploys as an archive. */
export function deployableFolder(): Rule<string> {
  const from = "build the code first, and write the path from the folder in which the app runs";
  return inOrder(
    satisfying(isFolder, "a folder that exists", from),
    satisfying((folder) => filesIn(folder).length > 0, "a folder with files", from),
    satisfying(
      (folder) => bytesOf(folder) <= MAX_UNZIPPED_BYTES,
      "at most 250 MB of files",
      "bundle the code without packages that it does not load, or deploy a container image",
      (folder) => `${folder} with ${bytesOf(folder)} bytes`,
    ),
    satisfying(
      (folder) => fs.statSync(archive(folder).file).size <= MAX_ZIPPED_BYTES,
      "at most 50 MB as an archive",
      "upload the archive to S3, which takes up to 250 MB of files",
    ),
  );
}

/** Accepts handlers whose file is in the folder. */
export function handlerIn(folder: string): Rule<string> {
  return satisfying(
    (handler) => !isFolder(folder) || moduleFiles(handler).some((file) => isFile(path.join(folder, file))),
    `the name of a file in ${folder} and of its export`,
    "name the file without extension, then the exported function: index.handler for index.mjs, index.js or index.cjs",
  );
}

/** Files that the Node.js runtime loads for a handler, which is a module up to the first point of its last segment. */
function moduleFiles(handler: string): string[] {
  const [, module] = /^((?:[^/]*\/)*[^./]+)\.[^/]+$/.exec(handler) ?? [];
  return module === undefined ? [] : [".mjs", ".js", ".cjs"].map((extension) => `${module}${extension}`);
}

/** Applies rules until one finds a violation. */
function inOrder<Value>(...rules: readonly Rule<Value>[]): Rule<Value> {
  return (value) => {
    for (const rule of rules) {
      const violations = rule(value);
      if (violations.length > 0) return violations;
    }
    return [];
  };
}

function isFolder(folder: string): boolean {
  return fs.existsSync(folder) && fs.statSync(folder).isDirectory();
}

function isFile(file: string): boolean {
  return fs.existsSync(file) && fs.statSync(file).isFile();
}

function bytesOf(folder: string): number {
  return filesIn(folder).reduce((sum, name) => sum + fs.statSync(path.join(folder, name)).size, 0);
}
