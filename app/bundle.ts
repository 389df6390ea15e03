import { copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { build, type Metafile, type Plugin } from "esbuild";
import { commands, containerCommands } from "./contract";

const app = import.meta.dirname;
const dist = join(app, "dist");

/** Limit of the bytes that the API loads before it can answer; more would lengthen every cold start. */
export const MAX_ENTRY_BYTES = 350 * 1024;

/** CommonJS libraries call `require`, which modules do not have. */
const requireBanner = [
  'import { createRequire as createRequireOfBundle } from "node:module";',
  "const require = createRequireOfBundle(import.meta.url);",
].join("");

/**
 * Loads `node:http` by `require`. An import reads every export and so runs the getter of `WebSocket`, which loads an
 * unused HTTP client: a sixth of the processor time of a cold start.
 */
const httpWithoutWebSocket: Plugin = {
  name: "http-without-web-socket",
  setup({ onResolve, onLoad }) {
    const namespace = "required";
    onResolve({ filter: /^(node:)?http$/, namespace: "file" }, () => ({ path: "node:http", namespace }));
    onLoad({ filter: /.*/, namespace }, () => ({ contents: 'module.exports = require("node:http");', loader: "js" }));
  },
};

/**
 * Bundles each handler separately: code shared between handlers would go to further files, and one file loads faster
 * than several. Lazily imported modules stay in files that are read when needed.
 */
export async function bundle(outdir: string): Promise<Metafile> {
  const handlers = Object.keys(commands).map((name) => [`handlers/${name}`]);
  // Container commands start rarely and share their code.
  const parts = [...handlers, Object.keys(containerCommands).map((name) => `commands/${name}`)];
  const metafiles = await Promise.all(
    parts.map((names) => bundleHandlers(Object.fromEntries(names.map((name) => [name, `src/${name}.ts`])), outdir)),
  );
  return {
    inputs: Object.assign({}, ...metafiles.map(({ inputs }) => inputs)) as Metafile["inputs"],
    outputs: Object.assign({}, ...metafiles.map(({ outputs }) => outputs)) as Metafile["outputs"],
  };
}

/** @param entryPoints - source files by the names of their bundles, which have no extension. */
export async function bundleHandlers(entryPoints: Record<string, string>, outdir: string): Promise<Metafile> {
  const { metafile } = await build({
    absWorkingDir: app,
    entryPoints,
    outdir,
    outExtension: { ".js": ".mjs" },
    chunkNames: "chunks/[name]-[hash]",
    bundle: true,
    splitting: true,
    minify: true,
    format: "esm",
    platform: "node",
    mainFields: ["module", "main"],
    target: "node22",
    banner: { js: requireBanner },
    // Without a comment in the bundle, so that Node.js does not load them; the log does, when it describes an error.
    sourcemap: "external",
    sourcesContent: false,
    plugins: [httpWithoutWebSocket],
    metafile: true,
    logLevel: "warning",
  });
  return metafile;
}

/** Compresses the source maps, which are larger than the code and read only when an error is logged. */
export function compressMaps({ outputs }: Metafile): void {
  const maps = Object.keys(outputs).filter((name) => name.endsWith(".map"));
  for (const file of maps.map((name) => join(app, name))) {
    writeFileSync(`${file}.gz`, gzipSync(readFileSync(file), { level: 9 }));
    rmSync(file);
  }
}

/** Bytes of a handler's file and of all that it imports statically. */
export function entryBytes(metafile: Metafile, name: string): number {
  const outputs = Object.entries(metafile.outputs);
  const entry = outputs.find(([, output]) => output.entryPoint === `src/handlers/${name}.ts`);
  if (!entry) throw new Error(`There is no bundle of the handler ${name}`);
  const loaded = new Set<string>();
  const load = (file: string): void => {
    if (loaded.has(file)) return;
    loaded.add(file);
    const statically = metafile.outputs[file]?.imports.filter(
      ({ kind, external }) => !external && kind !== "dynamic-import",
    );
    statically?.forEach(({ path }) => load(path));
  };
  load(entry[0]);
  return [...loaded].reduce((sum, file) => sum + (metafile.outputs[file]?.bytes ?? 0), 0);
}

async function main(): Promise<void> {
  rmSync(dist, { recursive: true, force: true });
  mkdirSync(dist, { recursive: true });
  const metafile = await bundle(dist);
  compressMaps(metafile);
  // Outside dist: the image does not contain the list of its inputs.
  mkdirSync(join(app, ".local"), { recursive: true });
  writeFileSync(join(app, ".local/metafile.json"), JSON.stringify(metafile));
  cpSync(join(app, "migrations"), join(dist, "migrations"), { recursive: true });
  copyFileSync(join(app, "image/entrypoint.sh"), join(dist, "entrypoint.sh"));
  const authorities = join(app, "rds-ca.pem");
  if (existsSync(authorities)) copyFileSync(authorities, join(dist, "rds-ca.pem"));
  const kilobytes = (bytes: number) => `${(bytes / 1024).toFixed(0)} KB`;
  for (const name of Object.keys(commands)) {
    console.log(`${name.padEnd(8)} ${kilobytes(entryBytes(metafile, name))} to load`);
  }
  if (entryBytes(metafile, "api") > MAX_ENTRY_BYTES)
    throw new Error(`The API's bundle is larger than ${kilobytes(MAX_ENTRY_BYTES)}`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await main();
