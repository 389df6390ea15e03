import { buildSync } from "esbuild";
import { createHash } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

export interface FunctionBundles<Name extends string> {
  /** Name of the system, which begins the names of its temporary folders: lower-case letters, digits and hyphens. */
  readonly name: string;
  /** Folder of the sources; below `dist` of a compiled program, the folder that it was compiled from. */
  readonly folder: string;
  /** File of each function below the folder, which exports `handler`. */
  readonly entryPoints: Readonly<Record<Name, string>>;
  /** Packages that the bundles import if they are installed, and do not contain. @default none */
  readonly external?: readonly string[];
  /** Files below the folder that every bundle contains beside its code; missing ones are left out. @default none */
  readonly files?: readonly string[];
}

interface OutputFile {
  /** Path below the output folder. */
  readonly name: string;
  readonly text: string;
}

/** Functions import `groundplan/...` from the installed package wherever they are, and get the same bytes. */
const MODULES = path.resolve(__dirname, "../..");
const SOURCES_OF_MODULES = MODULES.replace(/[\\/]dist(?=[\\/]modules$)/, "");

/** CommonJS libraries use names that ES modules do not have. */
const BANNER = [
  'import { createRequire as createRequireOf } from "node:module";',
  'import { dirname as dirnameOf } from "node:path";',
  'import { fileURLToPath as pathOf } from "node:url";',
  "const require = createRequireOf(import.meta.url);",
  "const __filename = pathOf(import.meta.url);",
  "const __dirname = dirnameOf(__filename);",
].join("");

/**
 * Bundles all functions of a system by one run of esbuild, each into a temporary folder of its own with the handler
 * `index.handler`, its source map and the AWS SDK. The same sources and packages give the same bytes on every machine.
 *
 * @returns the folder of each function, for `code` of `NodeFunction`.
 * @throws Error with the messages of esbuild.
 */
export function bundleFunctions<Name extends string>(bundles: FunctionBundles<Name>): Readonly<Record<Name, string>> {
  const names = Object.keys(bundles.entryPoints) as Name[];
  const contents = build({ ...bundles, folder: sourcesOf(bundles.folder) });
  const hash = createHash("sha256");
  for (const { name, text } of contents) hash.update(`${name}\n${text}\n`);
  const folder = path.join(os.tmpdir(), `groundplan-${bundles.name}-${hash.digest("hex").slice(0, 32)}`);
  if (!fs.existsSync(folder)) write(folder, contents);
  return Object.fromEntries(names.map((name) => [name, path.join(folder, name)])) as Record<Name, string>;
}

function sourcesOf(folder: string): string {
  return folder.replace(/([\\/])dist[\\/](?=examples[\\/])/, "$1");
}

function build({ folder, entryPoints, external = [], files = [] }: FunctionBundles<string>): readonly OutputFile[] {
  const outdir = path.join(folder, "out");
  const { outputFiles } = buildSync({
    absWorkingDir: folder,
    entryPoints: Object.fromEntries(Object.entries(entryPoints).map(([name, file]) => [`${name}/index`, file])),
    outdir,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    minify: true,
    // Step Functions and logs name errors by their classes.
    keepNames: true,
    format: "esm",
    platform: "node",
    mainFields: ["module", "main"],
    target: "node22",
    banner: { js: BANNER },
    external: [...external],
    alias: { groundplan: MODULES },
    sourcemap: true,
    sourcesContent: false,
    legalComments: "none",
    write: false,
    logLevel: "silent",
  });
  const built = outputFiles.map(({ path: file, text }) => ({
    name: path.relative(outdir, file).split(path.sep).join("/"),
    text: file.endsWith(".map") ? relocatable(text, path.dirname(file)) : text,
  }));
  const copied = files.flatMap((file) => copies(path.join(folder, file), Object.keys(entryPoints)));
  return [...built, ...copied].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Names the sources of a map by packages and by the folder: the map is the same wherever they are. */
function relocatable(map: string, folder: string): string {
  const { sources, ...rest } = JSON.parse(map) as { sources: string[] };
  return JSON.stringify({ ...rest, sources: sources.map((name) => sourceName(name, folder)) });
}

function sourceName(name: string, folder: string): string {
  const inModules = path.relative(SOURCES_OF_MODULES, path.resolve(folder, name)).split(path.sep);
  return inModules[0] === ".."
    ? name.replace(/^(\.\.\/)+(.*?(?=node_modules\/))?/, "")
    : ["groundplan", ...inModules].join("/");
}

function copies(file: string, names: readonly string[]): OutputFile[] {
  if (!fs.existsSync(file)) return [];
  const text = fs.readFileSync(file, "utf8");
  return names.map((name) => ({ name: `${name}/${path.basename(file)}`, text }));
}

/** Writes a neighbouring folder and renames it, so that other processes see all files or none. */
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
