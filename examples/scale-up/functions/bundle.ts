import { buildSync } from "esbuild";
import { createHash } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { functions, type FunctionName } from "./contract";

/** Folder with the sources, also when this file runs compiled below `dist`. */
const sources = __dirname.replace(/([\\/])dist[\\/](?=examples[\\/])/, "$1");

/** CommonJS libraries use names that ES modules do not have. */
const BANNER = [
  'import { createRequire as createRequireOf } from "node:module";',
  'import { dirname as dirnameOf } from "node:path";',
  'import { fileURLToPath as pathOf } from "node:url";',
  "const require = createRequireOf(import.meta.url);",
  "const __filename = pathOf(import.meta.url);",
  "const __dirname = dirnameOf(__filename);",
].join("");

/** Certificate authorities of RDS, which an adopter downloads; PostgreSQL on RDS is not reachable without them. */
const AUTHORITIES = "rds-ca.pem";

/**
 * Bundles every function into a folder of its own, with the handler `index.handler`: the same bytes for the same
 * sources and packages, in whatever folder they are.
 *
 * @returns the folder of each function.
 */
export function bundleFunctions(): Readonly<Record<FunctionName, string>> {
  const names = Object.keys(functions) as FunctionName[];
  const files = bundle(Object.fromEntries(names.map((name) => [`${name}/index`, `handlers/${name}.ts`])));
  const hash = createHash("sha256");
  for (const { name, text } of files) hash.update(`${name}\n${text}\n`);
  const folder = path.join(os.tmpdir(), `groundplan-scale-up-${hash.digest("hex").slice(0, 32)}`);
  if (!fs.existsSync(folder)) write(folder, files);
  return Object.fromEntries(names.map((name) => [name, path.join(folder, name)])) as Record<FunctionName, string>;
}

interface OutputFile {
  /** Path below the output folder. */
  readonly name: string;
  readonly text: string;
}

function bundle(entryPoints: Record<string, string>): readonly OutputFile[] {
  const outdir = path.join(sources, "out");
  const { outputFiles } = buildSync({
    absWorkingDir: sources,
    entryPoints,
    outdir,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    minify: true,
    // Step Functions and the log name errors by their classes.
    keepNames: true,
    format: "esm",
    platform: "node",
    mainFields: ["module", "main"],
    target: "node22",
    banner: { js: BANNER },
    external: ["pg-native"],
    sourcemap: true,
    sourcesContent: false,
    legalComments: "none",
    write: false,
    logLevel: "warning",
  });
  const files = outputFiles.map(({ path: file, text }) => ({
    name: path.relative(outdir, file).split(path.sep).join("/"),
    text: file.endsWith(".map") ? relocatable(text) : text,
  }));
  return [...files, ...authorities(Object.keys(entryPoints))].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Names the sources of a map by packages and by this folder: the map is the same wherever the two are. */
function relocatable(map: string): string {
  const { sources: names, ...rest } = JSON.parse(map) as { sources: string[] };
  return JSON.stringify({
    ...rest,
    sources: names.map((name) => name.replace(/^(\.\.\/)+(.*?(?=node_modules\/))?/, "")),
  });
}

function authorities(entries: readonly string[]): OutputFile[] {
  const file = path.join(sources, AUTHORITIES);
  if (!fs.existsSync(file)) return [];
  const text = fs.readFileSync(file, "utf8");
  return entries.map((entry) => ({ name: `${path.dirname(entry)}/${AUTHORITIES}`, text }));
}

/** Writes a neighbouring folder and renames it, so that nobody sees a part of it. */
function write(folder: string, files: readonly OutputFile[]): void {
  const unfinished = fs.mkdtempSync(`${folder}.`);
  for (const { name, text } of files) {
    fs.mkdirSync(path.dirname(path.join(unfinished, name)), { recursive: true });
    fs.writeFileSync(path.join(unfinished, name), text);
  }
  try {
    fs.renameSync(unfinished, folder);
  } catch (error) {
    // Another process was faster with the same bytes.
    fs.rmSync(unfinished, { recursive: true });
    if (!fs.existsSync(folder)) throw error;
  }
}
