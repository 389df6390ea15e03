import { createHash } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

type Esbuild = typeof import("esbuild");

/**
 * Bundles an entry point with its imports into `index.js` and returns the temporary folder of the file, one for each
 * content. The AWS SDK is part of the runtime and therefore not bundled.
 *
 * @param runtime - runtime of the function, such as `nodejs22.x`.
 * @throws Error without esbuild, or with the messages of esbuild.
 */
export function bundle(entryPoint: string, runtime: string): string {
  const { outputFiles } = loadEsbuild().buildSync({
    entryPoints: [path.resolve(entryPoint)],
    // Paths in the output start from here: others would differ between machines, and with them the hash of the code.
    absWorkingDir: path.dirname(path.resolve(entryPoint)),
    outfile: "index.js",
    bundle: true,
    write: false,
    platform: "node",
    format: "cjs",
    target: runtime.replace(/^nodejs(\d+)\.x$/, "node$1"),
    external: ["@aws-sdk/*"],
    legalComments: "none",
    logLevel: "silent",
  });
  const content = outputFiles[0]!.contents;
  const folder = path.join(os.tmpdir(), `groundplan-bundle-${createHash("sha256").update(content).digest("hex")}`);
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, "index.js"), content);
  return folder;
}

function loadEsbuild(): Esbuild {
  try {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- only functions with an entry point need it
    return require("esbuild") as Esbuild;
  } catch {
    throw new Error("a function with an entry point needs esbuild: npm install --save-dev esbuild");
  }
}
