import { buildSync } from "esbuild";
import fs from "node:fs";
import path from "node:path";

/** Files beside the program: the schema, and the certificate authorities of RDS if an adopter has downloaded them. */
const FILES = ["batch/schema.sql", "functions/rds-ca.pem"];

/** Bundles the program of the batch container into a folder, which the Dockerfile copies. @returns its file. */
export function bundleBatch(folder: string): string {
  const example = path.join(__dirname, "..");
  const outfile = path.join(folder, "main.cjs");
  buildSync({
    absWorkingDir: example,
    entryPoints: ["batch/main.ts"],
    outfile,
    bundle: true,
    minify: true,
    keepNames: true,
    format: "cjs",
    platform: "node",
    target: "node22",
    external: ["pg-native"],
    legalComments: "none",
    logLevel: "warning",
  });
  for (const file of FILES.map((name) => path.join(example, name)).filter((name) => fs.existsSync(name)))
    fs.copyFileSync(file, path.join(folder, path.basename(file)));
  return outfile;
}

if (require.main === module) bundleBatch(path.join(__dirname, "dist"));
